package btcfeed.architecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class of the planted application that does one thing: it uses a member of the JDK. Made as
 * bytes, so that a list of forbidden members needs no list of classes beside it. It never runs.
 */
final class PlantedClass {
  private static final String NAME = "btcfeed.planted.application.Generated";

  private final byte[] bytes;

  private PlantedClass(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A class that uses this member.
   *
   * @param member a method, a field, or {@code <init>}, after the name of its class
   */
  static PlantedClass using(String member) {
    return new PlantedClass(
        ClassFile.of()
            .build(
                ClassDesc.of(NAME),
                type ->
                    type.withMethodBody(
                        "use",
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_STATIC,
                        code -> {
                          use(member, code);
                          code.return_();
                        })));
  }

  /** The codebase of this class alone. */
  Codebase in(Path folder) throws IOException {
    Path file = folder.resolve(NAME.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return new Codebase("btcfeed.planted", new ClassFileImporter().importPath(folder));
  }

  private static void use(String member, CodeBuilder code) {
    String name = member.substring(member.lastIndexOf('.') + 1);
    Class<?> owner = type(member.substring(0, member.lastIndexOf('.')));
    ClassDesc described = owner.describeConstable().orElseThrow();
    Optional<Field> field = first(owner.getFields(), name);
    if (field.isPresent()) {
      code.getstatic(described, name, field.get().getType().describeConstable().orElseThrow());
      code.pop();
      return;
    }
    if (name.equals("<init>")) {
      Constructor<?> constructor = owner.getDeclaredConstructors()[0];
      code.new_(described);
      push(code, constructor);
      code.invokespecial(described, name, signature(constructor, void.class));
      return;
    }
    Method method =
        Stream.concat(Stream.of(owner.getMethods()), Stream.of(owner.getDeclaredMethods()))
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no " + member));
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    if (!isStatic) {
      code.aconst_null();
    }
    push(code, method);
    MethodTypeDesc signature = signature(method, method.getReturnType());
    if (isStatic) {
      code.invokestatic(described, name, signature, owner.isInterface());
    } else if (owner.isInterface()) {
      code.invokeinterface(described, name, signature);
    } else {
      code.invokevirtual(described, name, signature);
    }
    drop(code, method.getReturnType());
  }

  private static void push(CodeBuilder code, Executable called) {
    for (Class<?> parameter : called.getParameterTypes()) {
      if (parameter == long.class) {
        code.lconst_0();
      } else if (parameter == double.class) {
        code.dconst_0();
      } else if (parameter == float.class) {
        code.fconst_0();
      } else if (parameter.isPrimitive()) {
        code.iconst_0();
      } else {
        code.aconst_null();
      }
    }
  }

  private static void drop(CodeBuilder code, Class<?> result) {
    if (result == long.class || result == double.class) {
      code.pop2();
    } else if (result != void.class) {
      code.pop();
    }
  }

  private static MethodTypeDesc signature(Executable called, Class<?> result) {
    List<ClassDesc> parameters =
        Arrays.stream(called.getParameterTypes())
            .map(one -> one.describeConstable().orElseThrow())
            .toList();
    return MethodTypeDesc.of(result.describeConstable().orElseThrow(), parameters);
  }

  private static Optional<Field> first(Field[] fields, String name) {
    return Arrays.stream(fields).filter(field -> field.getName().equals(name)).findFirst();
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no class " + name, e);
    }
  }
}
