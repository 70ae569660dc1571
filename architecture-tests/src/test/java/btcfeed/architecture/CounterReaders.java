package btcfeed.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who reads a counter, or a number of a snapshot. */
final class CounterReaders {
  private static final Set<String> SEQUENTIAL = Set.of("<init>", "increment", "add", "decrement");

  private CounterReaders() {}

  /** True if a method that reads the counter's value is called from another class, or is there. */
  static boolean valueLeavesItsClass(JavaField field, Set<String> counters) {
    Deque<JavaCodeUnit> open =
        field.getAccessesToSelf().stream()
            .map(JavaAccess::getOrigin)
            .filter(unit -> readsACounter(unit, counters))
            .collect(Collectors.toCollection(ArrayDeque::new));
    Set<JavaCodeUnit> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      if (!outermost(unit.getOwner()).equals(outermost(field.getOwner()))
          || answersALibrary(unit, field.getOwner())) {
        return true;
      }
      accessesTo(unit).map(JavaAccess::getOrigin).filter(seen::add).forEach(open::add);
    }
    return false;
  }

  private static boolean readsACounter(JavaCodeUnit unit, Set<String> counters) {
    return Stream.concat(
            unit.getMethodCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream())
        .anyMatch(
            call ->
                counters.contains(call.getTargetOwner().getName())
                    && !SEQUENTIAL.contains(call.getName()));
  }

  /** Also those that call it by the name an interface or a superclass has for it. */
  private static Stream<? extends JavaAccess<?>> accessesTo(JavaCodeUnit unit) {
    Stream<? extends JavaAccess<?>> direct = accesses(unit);
    if (!(unit instanceof JavaMethod method)) {
      return direct;
    }
    return Stream.concat(direct, overridden(method).flatMap(CounterReaders::accesses));
  }

  /** True of a method with a result that a library calls by the name its own type has for it. */
  private static boolean answersALibrary(JavaCodeUnit unit, JavaClass counting) {
    String ours = counting.getPackageName().replaceFirst("[.].*", "");
    return unit instanceof JavaMethod method
        && !method.getRawReturnType().isEquivalentTo(void.class)
        && overridden(method)
            .map(JavaMethod::getOwner)
            .anyMatch(
                type ->
                    !type.isEquivalentTo(Object.class) && !type.getName().startsWith(ours + "."));
  }

  /** What it is called in the interfaces and superclasses of its class. */
  private static Stream<JavaMethod> overridden(JavaMethod method) {
    String[] parameters =
        method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return Stream.concat(
            method.getOwner().getAllRawInterfaces().stream(),
            method.getOwner().getAllRawSuperclasses().stream())
        .flatMap(type -> type.tryGetMethod(method.getName(), parameters).stream());
  }

  private static Stream<? extends JavaAccess<?>> accesses(JavaCodeUnit unit) {
    return unit.getAccessesToSelf().stream();
  }

  /** The accessors of a record, and of all records in it, that are read nowhere to show them. */
  static Set<String> unshown(JavaClass snapshot, Codebase codebase) {
    Set<String> unread = new TreeSet<>();
    Deque<JavaClass> open = new ArrayDeque<>(List.of(snapshot));
    Set<JavaClass> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      JavaClass type = open.remove();
      for (JavaField part : type.getFields()) {
        if (part.getModifiers().contains(JavaModifier.STATIC)) {
          continue;
        }
        if (!isShown(part, codebase)) {
          unread.add(part.getFullName());
        }
        part.getType().getAllInvolvedRawTypes().stream()
            .filter(involved -> involved.isRecord() && tells(involved, codebase))
            .filter(seen::add)
            .forEach(open::add);
      }
    }
    return unread;
  }

  /** True if its accessor, or a method of its own class that uses it, is called to show it. */
  private static boolean isShown(JavaField part, Codebase codebase) {
    Deque<JavaCodeUnit> open =
        part.getAccessesToSelf().stream()
            .map(JavaAccess::getOrigin)
            .filter(JavaMethod.class::isInstance)
            .collect(Collectors.toCollection(ArrayDeque::new));
    Set<JavaCodeUnit> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      if (!unit.getOwner().equals(part.getOwner()) && shows(unit.getOwner(), codebase)) {
        return true;
      }
      boolean own = outermost(unit.getOwner()).equals(outermost(part.getOwner()));
      if (own) {
        accessesTo(unit).map(JavaAccess::getOrigin).filter(seen::add).forEach(open::add);
      }
    }
    return false;
  }

  /** True of records that report how the feed is; a trade and its price are what it is about. */
  private static boolean tells(JavaClass type, Codebase codebase) {
    return Stream.of(".application.observe", ".domain.health", ".domain.store", ".domain.port")
        .anyMatch(name -> type.getPackageName().equals(codebase.root() + name));
  }

  private static boolean shows(JavaClass reader, Codebase codebase) {
    return Stream.of(".http", ".domain.health", ".monitor")
        .map(name -> codebase.root() + name + ".")
        .anyMatch((reader.getPackageName() + ".")::startsWith);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(CounterReaders::outermost).orElse(type);
  }
}
