package btcfeed.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("The launcher, where there is no jar or an old one,")
@Timeout(300)
class LauncherBuildTest extends LauncherProject {
  @Test
  @DisplayName(
      "builds a missing jar with the JDK it found, and prints that to the error output only")
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
  @DisplayName("trains the cache with one start after a build, and uses it from then on")
  void fastStart() throws Exception {
    maven("");
    Path home = jdk("jdk25", "25");
    script(
        home.resolve("bin/java"),
        """
        printf '<%s>\\n' "$@"
        for flag in "$@"; do
          [[ $flag == -XX:AOTCacheOutput=* ]] && echo learnt >"${flag#*=}"
        done
        exit 0
        """);
    environment.put("JAVA_HOME", home.toString());
    environment.remove("BTC_FEED_FAST_START");
    Path cache = project.toRealPath().resolve("bootstrap/target/btc-feed.aot");
    String used = "<-XX:AOTCache=" + cache + ">";

    assertThat(run("run").out()).contains(used).endsWith("<run>\n");
    assertThat(run("run").err()).isEmpty();
    environment.put("BTC_FEED_JAVA_OPTS", "-Xmx1g");
    assertThat(run("run").out()).doesNotContain("AOTCache");
    environment.remove("BTC_FEED_JAVA_OPTS");
    jar();
    assertThat(run("run").out()).doesNotContain("AOTCache");
  }

  @Test
  @DisplayName("starts also when the cache cannot be trained")
  void noFastStart() throws Exception {
    maven("");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    environment.remove("BTC_FEED_FAST_START");

    Result result = run("run");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("btc-feed: that did not work; starts are slower");
    assertThat(result.out()).startsWith("jdk25\n").doesNotContain("AOTCache");
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
  @DisplayName("prints the end of the log when a build fails, and the path of the log")
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
  @DisplayName("names the network as a cause when libraries could not be fetched")
  void noNetwork() throws Exception {
    maven("echo '[ERROR] Could not transfer artifact a:b:1: Unknown host'; exit 1");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    Result result = run("run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("libraries could not be downloaded: check the network");
  }

  @Test
  @DisplayName(
      "says so where nothing can be written, instead of waiting for a build of somebody else")
  void nowhereToWrite() throws Exception {
    maven("");
    environment.put("JAVA_HOME", jdk("jdk25", "25").toString());
    write(project.resolve("target"), "a file");
    Result result = run("run");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(project.toRealPath() + "/target cannot be written to");
    assertThat(builds()).isEmpty();
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
    assertThat(result.err()).contains("an earlier build was interrupted");
    assertThat(builds()).hasSize(1);
  }
}
