package btcfeed.bootstrap;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script in a copy of the project that has only what the script looks at. */
@DisplayName("The launcher")
@Timeout(60)
class LauncherTest {
  private static final Path REAL = Path.of(System.getProperty("project.root"), "btc-feed");

  @TempDir Path dir;

  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> started = new ArrayList<>();
  private Path project = Path.of("");

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectory(dir.resolve("a project"));
    Files.copy(REAL, project.resolve("btc-feed"));
    executable(project.resolve("btc-feed"));
    write(project.resolve("pom.xml"), "<project/>");
    write(project.resolve("domain/src/main/java/A.java"), "class A {}");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", dir.toString());
    environment.put("BTC_FEED_JDK_DIRS", "");
  }

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(Process::destroyForcibly);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolve("..").normalize());
    Files.writeString(file, text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void script(Path file, String text) throws IOException {
    write(file, "#!/usr/bin/env bash\n" + text + "\n");
    executable(file);
  }

  /** A JDK whose java prints its own folder and each argument on a line. */
  private Path jdk(String name, String version) throws IOException {
    Path home = dir.resolve(name);
    script(home.resolve("bin/java"), "echo " + name + "; printf '<%s>\\n' \"$@\"");
    script(home.resolve("bin/javac"), "true");
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** A Maven that notes each build and makes a jar. */
  private void maven(String more) throws IOException {
    script(
        project.resolve("mvnw"),
        """
        cd "$(dirname "$0")"
        echo "$JAVA_HOME | $*" >>builds
        echo "[INFO] Building domain 3.0.0                              [2/11]"
        mkdir -p bootstrap/target
        %s
        echo jar >bootstrap/target/btc-feed.jar
        """
            .formatted(more));
  }

  private Path jar() throws IOException {
    Path jar = project.resolve("bootstrap/target/btc-feed.jar");
    write(jar, "jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    return jar;
  }

  private List<String> builds() throws IOException {
    Path builds = project.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  private Process start(Path script, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static Result end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  private Result run(String... args) throws IOException, InterruptedException {
    return end(start(project.resolve("btc-feed"), args));
  }

  @Test
  @DisplayName("says in one sentence that there is no JDK 25, when there is none")
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

  /** A PATH with the tools the script calls and no java. */
  private Path bareTools() throws IOException {
    Path bin = Files.createDirectories(dir.resolve("tools"));
    for (String tool :
        List.of(
            "bash",
            "env",
            "dirname",
            "readlink",
            "find",
            "head",
            "sed",
            "cat",
            "mkdir",
            "rm",
            "sleep",
            "touch",
            "tail",
            "grep")) {
      for (Path real : List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool))) {
        if (Files.isExecutable(real) && Files.notExists(bin.resolve(tool))) {
          Files.copy(real, bin.resolve(tool));
        }
      }
    }
    return bin;
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
            "<-Xmx256m>",
            "<-XX:+UseCompactObjectHeaders>",
            "<-XX:+ExitOnOutOfMemoryError>",
            "<--enable-native-access=ALL-UNNAMED>")
        .containsSubsequence("<-Xmx256m>", "<-Xmx1g>", "<-Dmore=1>")
        .endsWith("<-jar>", "<" + jar.toRealPath() + ">", "<run>", "<--set>", "<A=b c>", "<>");
    script(dir.resolve("jdk25/bin/java"), "exit 7");
    assertThat(run("run").code()).isEqualTo(7);
  }

  @Test
  @DisplayName("looks at JAVA_HOME, JDK25_HOME, PATH, then the usual folders; too old ones not")
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
  @DisplayName("asks a Java without a release file which it is")
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
  @DisplayName("builds a missing jar with the JDK it found, saying so on the error output only")
  void buildsMissing() throws Exception {
    maven("sleep 2");
    Path home = jdk("jdk25", "25");
    environment.put("JAVA_HOME", home.toString());
    Result result = run("version");
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("jdk25\n");
    assertThat(result.err())
        .contains("btc-feed: building (the first time takes a few minutes")
        .contains("btc-feed:   [2/11] domain 3.0.0")
        .endsWith("btc-feed: built.\n");
    assertThat(builds())
        .singleElement()
        .asString()
        .startsWith(home + " | ")
        .endsWith("-pl bootstrap -am package");
    assertThat(run("version").err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  @DisplayName("builds a jar older than a source or a pom again")
  void buildsStale() throws Exception {
    maven("");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Path jar = jar();
    assertThat(run().code()).isZero();
    assertThat(builds()).isEmpty();
    for (String source : List.of("pom.xml", "domain/src/main/java/A.java")) {
      Path file = project.resolve(source);
      FileTime before = Files.getLastModifiedTime(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
      assertThat(run().code()).isZero();
      Files.setLastModifiedTime(file, before);
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    }
    assertThat(builds()).hasSize(2);
  }

  @Test
  @DisplayName("shows the end of the log when a build fails, and where the rest of it is")
  void buildFails() throws Exception {
    maven("echo '[ERROR] something is wrong'; exit 1");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Result result = run("run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("btc-feed: the build failed. The end of its log:")
        .contains("[ERROR] something is wrong")
        .endsWith("the whole log: " + project.toRealPath() + "/target/build.log\n");
    assertThat(project.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  @DisplayName("builds once when started twice, the second start waiting for the first")
  void buildsOnce() throws Exception {
    maven("sleep 2");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Process first = start(project.resolve("btc-feed"), "1");
    Process second = start(project.resolve("btc-feed"), "2");
    assertThat(end(first).out()).startsWith("jdk25\n").endsWith("<1>\n");
    assertThat(end(second).out()).startsWith("jdk25\n").endsWith("<2>\n");
    assertThat(builds()).hasSize(1);
  }

  @Test
  @DisplayName("takes over the lock of a build that was killed")
  void staleLock() throws Exception {
    maven("");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    write(project.resolve("target/build.lock/pid"), gone.pid() + "\n");
    Result result = run();
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("an earlier build was broken off");
    assertThat(builds()).hasSize(1);
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
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
