package btcfeed.bootstrap;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The launcher")
@Timeout(300)
class LauncherTest extends LauncherProject {
  @Test
  @DisplayName("prints one sentence when there is no JDK 25")
  void noJdk() throws Exception {
    jar();
    environment.put("JAVA_HOME", jdk("jdk17", "17.0.15").toString());
    environment.put("BTC_FEED_JDK_DIRS", dir + "/nowhere");
    environment.put("PATH", bareTools().toString());
    Result result = run("run");
    assertThat(result.code()).isNotZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "btc-feed: no JDK 25 or newer was found (looked at JAVA_HOME, JDK25_HOME, PATH and the"
                + " usual folders): install one, for example Temurin 25, or point JAVA_HOME at"
                + " it.\n");
  }

  @Test
  @DisplayName("passes flags, jar and arguments to Java, and its exit code back")
  void arguments() throws Exception {
    Path jar = jar();
    environment.put("JAVA_HOME", jdk("jdk25", "25.0.1").toString());
    environment.put("BTC_FEED_JAVA_OPTS", "-Xmx1g  -Dmore=1");
    Result result = run("run", "--set", "A=b c", "");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("jdk25");
    assertThat(lines)
        .contains(
            "<-Xmx160m>",
            "<-XX:+UseCompactObjectHeaders>",
            "<-XX:+ExitOnOutOfMemoryError>",
            "<--enable-native-access=ALL-UNNAMED>")
        .containsSubsequence("<-Xmx160m>", "<-Xmx1g>", "<-Dmore=1>")
        .endsWith("<-jar>", "<" + jar.toRealPath() + ">", "<run>", "<--set>", "<A=b c>", "<>");
    script(dir.resolve("jdk25/bin/java"), "exit 7");
    assertThat(run("run").code()).isEqualTo(7);
  }

  @Test
  @DisplayName("tries JAVA_HOME, JDK25_HOME, PATH, then the usual folders, and skips old JDKs")
  void searchOrder() throws Exception {
    jar();
    jdk("jdks/older", "21.0.4");
    jdk("jdks/usual", "26");
    Path path = jdk("path", "25.0.2");
    Path named = jdk("named", "25");
    Path home = jdk("home", "25.0.1");
    environment.put("BTC_FEED_JDK_DIRS", dir.resolve("jdks").toString());
    environment.put("PATH", bareTools().toString());
    assertThat(run().out()).startsWith("jdks/usual\n");
    environment.put("PATH", path.resolve("bin") + ":" + bareTools());
    assertThat(run().out()).startsWith("path\n");
    environment.put("JDK25_HOME", named.toString());
    assertThat(run().out()).startsWith("named\n");
    environment.put("JAVA_HOME", home.toString());
    assertThat(run().out()).startsWith("home\n");
    environment.put("JAVA_HOME", dir.resolve("jdks/older").toString());
    assertThat(run().out()).startsWith("named\n");
  }

  @Test
  @DisplayName("runs a Java without a release file to learn its version")
  void noReleaseFile() throws Exception {
    jar();
    Path home = jdk("odd", "1");
    Files.delete(home.resolve("release"));
    script(
        home.resolve("bin/java"),
        "[[ $1 == -version ]] && echo 'openjdk version \"25.0.1\" 2025-10-21' >&2 || echo odd");
    environment.put("JAVA_HOME", home.toString());
    assertThat(run().out()).isEqualTo("odd\n");
  }

  @Test
  @DisplayName("works through a symbolic link and from any folder")
  void symbolicLink() throws Exception {
    Path jar = jar();
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Path link = Files.createSymbolicLink(bin.resolve("one"), Path.of("../a project/btc-feed"));
    Path second = Files.createSymbolicLink(dir.resolve("two"), link);
    assertThat(end(start(second, "version")).out())
        .endsWith("<-jar>\n<" + jar.toRealPath() + ">\n<version>\n");
  }

  @Test
  @DisplayName("becomes Java, so that a signal reaches it")
  void signals() throws Exception {
    jar();
    Path home = jdk("jdk25", "25");
    script(
        home.resolve("bin/java"),
        """
        trap 'echo stopped; exit 0' TERM
        echo $$
        while :; do sleep 0.1; done
        """);
    environment.put("JAVA_HOME", home.toString());
    Process process = start(project.resolve("btc-feed"), "run");
    var out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo(Long.toString(process.pid()));
    process.toHandle().destroy();
    assertThat(out.readLine()).isEqualTo("stopped");
    assertThat(process.waitFor(120, SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
