package btcfeed.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.FeedPlugin;
import btcfeed.api.SinkPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The folder of plugins")
class PluginLoaderTest {
  private static final String BODY =
      """
      package %s;
      import btcfeed.api.*;
      import btcfeed.domain.port.SinkPort;
      import java.util.*;
      public class %s implements SinkPlugin {
        %s
        public String name() { return "%s"; }
        public String description() { return Library.TEXT; }
        public String urlForm() { return "%s://host"; }
        public Optional<String> complaint(String url) { return Optional.empty(); }
        public SinkPort open(SinkPlugin.SinkOrder order) { throw new IllegalStateException(); }
        public List<PluginSetting<?>> settings() {
          return List.of(PluginSetting.text("FEED_%s_PLACE", "Where.", ""));
        }
      }
      """;

  @TempDir Path folder;
  @TempDir Path work;

  private PluginCatalog load() {
    return PluginLoader.load(folder, List.of(SinkPlugin.class), PluginLoaderTest::use);
  }

  /** What a service does at its start; one plugin fails then. */
  private static void use(FeedPlugin plugin) {
    if (plugin.name().equals("later")) {
      throw new IllegalStateException("too late");
    }
  }

  /** Compiles a plugin and packs it with a library of its own. */
  private void plugin(String jar, String type, String name, String member, String text)
      throws IOException {
    String upper = name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    compile(
        Map.of(
            type,
            BODY.formatted("archive", type, member, name, name, upper),
            "Library",
            "package archive; class Library { static final String TEXT = new String(\"%s\"); }"
                .formatted(text)));
    pack(jar, "archive." + type);
  }

  private void compile(Map<String, String> sources) throws IOException {
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach(
        (type, text) ->
            files.add(
                new SimpleJavaFileObject(
                    URI.create("mem:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
                  @Override
                  public CharSequence getCharContent(boolean ignore) {
                    return text;
                  }
                }));
    StringWriter out = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                out,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    Files.createDirectories(work.resolve("classes")).toString()),
                null,
                files)
            .call();
    assertThat(compiled).as(out.toString()).isTrue();
  }

  private void pack(String name, String provider) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, "Archive");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    Path classes = Files.createDirectories(work.resolve("classes"));
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        JarOutputStream jar = new JarOutputStream(file, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        jar.write(Files.readAllBytes(path));
      }
      jar.putNextEntry(new JarEntry("META-INF/services/btcfeed.api.SinkPlugin"));
      jar.write(provider.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  @DisplayName("may be missing")
  void missing() {
    folder = folder.resolve("none");
    assertThat(load()).isEqualTo(PluginCatalog.EMPTY);
  }

  @Test
  @DisplayName("gives plugins with the title and version of their jars")
  void found() throws IOException {
    plugin("archive.jar", "Archive", "archive", "", "keeps everything");

    assertThat(load().broken()).isEmpty();
    assertThat(load().found()).hasSize(1);
    PluginCatalog.Found found = load().found().getFirst();
    assertThat(found.plugin().description()).isEqualTo("keeps everything");
    assertThat(found.source().title()).isEqualTo("Archive");
    assertThat(found.source().version()).isEqualTo("1.2.3");
    assertThat(load().of(SinkPlugin.class)).hasSize(1);
  }

  @Test
  @DisplayName("gives each jar its own classes, also under the same names")
  void isolated() throws IOException {
    plugin("one.jar", "Archive", "one", "", "the first library");
    plugin("two.jar", "Archive", "two", "", "the second library");

    assertThat(load().found())
        .extracting(it -> it.plugin().description())
        .containsExactly("the first library", "the second library");
  }

  @Test
  @DisplayName("shows a plugin nothing of the service but what is published for plugins")
  void hidden() throws IOException {
    plugin(
        "curious.jar",
        "Curious",
        "curious",
        "static final boolean SEEN = seen();"
            + "static boolean seen() { try { Class.forName(\"org.junit.jupiter.api.Test\");"
            + " return true; } catch (ClassNotFoundException e) { return false; } }"
            + "public Curious() { if (SEEN) throw new IllegalStateException(\"it sees JUnit\"); }",
        "");

    assertThat(load().broken()).isEmpty();
    assertThat(load().found()).hasSize(1);
  }

  @Test
  @DisplayName("names every broken jar and goes on with the others")
  void broken() throws IOException {
    Files.writeString(folder.resolve("a-text.jar"), "this is no jar");
    Files.writeString(folder.resolve("notes.txt"), "this is no plugin, and is not looked at");
    plugin(
        "b-throws.jar", "Throws", "throws", "public Throws() { throw new Error(\"boom\"); }", "");
    plugin("c-name.jar", "Named", "Not A Name", "", "");
    plugin("d-good.jar", "Good", "good", "", "");
    plugin("e-again.jar", "Again", "good", "", "");
    plugin("e-throws-later.jar", "Later", "later", "", "");
    pack("f-missing.jar", "archive.NoSuchClass");
    pack("g-other.jar", "java.lang.Object");

    PluginCatalog catalog = load();

    assertThat(catalog.found()).extracting(it -> it.plugin().name()).containsExactly("good");
    assertThat(catalog.broken())
        .extracting(it -> it.jar().getFileName().toString())
        .containsExactly(
            "a-text.jar",
            "b-throws.jar",
            "c-name.jar",
            "e-again.jar",
            "e-throws-later.jar",
            "f-missing.jar",
            "g-other.jar");
    assertThat(catalog.broken()).allSatisfy(it -> assertThat(it.why()).isNotBlank());
    assertThat(catalog.broken().get(1).why()).contains("boom");
  }

  @Test
  @DisplayName("refuses a plugin whose settings are not under its own name")
  void foreignSetting() throws IOException {
    plugin("greedy.jar", "Greedy", "greedy", "{ } public static class Other { }", "");
    assertThat(load().found()).hasSize(1);
    compile(
        Map.of(
            "Greedy",
            BODY.formatted("archive", "Greedy", "", "greedy", "greedy", "OTHER"),
            "Library",
            "package archive; class Library { static final String TEXT = new String(\"\"); }"));
    pack("greedy.jar", "archive.Greedy");

    assertThat(load().found()).isEmpty();
    assertThat(load().broken().getFirst().why()).contains("FEED_OTHER_PLACE", "FEED_GREEDY_");
  }
}
