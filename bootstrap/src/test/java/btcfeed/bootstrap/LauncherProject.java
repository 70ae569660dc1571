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
import org.junit.jupiter.api.io.TempDir;

/** A copy of the project that has only what the launcher looks at, and ways to run it there. */
abstract class LauncherProject {
  private static final Path REAL = Path.of(System.getProperty("project.root"), "btc-feed");

  @TempDir Path dir;

  final Map<String, String> environment = new HashMap<>();
  private final List<Process> started = new ArrayList<>();
  Path project = Path.of("");

  record Result(int code, String out, String err) {}

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
    environment.put("BTC_FEED_FAST_START", "no");
  }

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(Process::destroyForcibly);
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolve("..").normalize());
    Files.writeString(file, text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void script(Path file, String text) throws IOException {
    write(file, "#!/usr/bin/env bash\n" + text + "\n");
    executable(file);
  }

  /** A JDK whose java prints its own folder and each argument on a line. */
  Path jdk(String name, String version) throws IOException {
    Path home = dir.resolve(name);
    script(home.resolve("bin/java"), "echo " + name + "; printf '<%s>\\n' \"$@\"");
    script(home.resolve("bin/javac"), "true");
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** A Maven that notes each build and makes a jar. */
  void maven(String more) throws IOException {
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

  Path jar() throws IOException {
    Path jar = project.resolve("bootstrap/target/btc-feed.jar");
    write(jar, "jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    return jar;
  }

  List<String> builds() throws IOException {
    Path builds = project.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  Process start(Path script, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  static Result end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  Result run(String... args) throws IOException, InterruptedException {
    return end(start(project.resolve("btc-feed"), args));
  }

  /** A PATH with the tools the script calls and no java. */
  Path bareTools() throws IOException {
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
}
