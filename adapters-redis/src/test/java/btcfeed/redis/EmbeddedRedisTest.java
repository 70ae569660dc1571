package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.time.Clock;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded Redis")
class EmbeddedRedisTest {
  private static final Duration START = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private final Clock clock = new Stores.Wall();
  private Optional<EmbeddedRedis> running = Optional.empty();

  @AfterEach
  void end() {
    running.ifPresent(EmbeddedRedis::stop);
  }

  @Test
  @DisplayName("listens on loopback only, never evicts and persists its data")
  void closedByDefault() {
    EmbeddedRedis redis = start(0, path());
    assertThat(setting(redis, "bind")).isEqualTo("127.0.0.1");
    assertThat(setting(redis, "protected-mode")).isEqualTo("yes");
    assertThat(setting(redis, "maxmemory-policy")).isEqualTo("noeviction");
    assertThat(setting(redis, "appendonly")).isEqualTo("yes");
    assertThat(setting(redis, "appendfsync")).isEqualTo("everysec");
    assertThat(redis.isAlive()).isTrue();
  }

  @Test
  @DisplayName("when locked, requires the password in its directory, also after adoption")
  void locked() throws Exception {
    EmbeddedRedis first =
        started(EmbeddedRedis.start(options(0, path()).lock("0123456789abcdef"), clock));
    String password = first.password().orElseThrow();
    assertThat(password).isEqualTo("0123456789abcdef");
    assertThat(first.commandLine()).doesNotContain(password);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.secretFile())))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> command(first, "GET", "k")).hasMessageContaining("NOAUTH");

    EmbeddedRedis second =
        started(EmbeddedRedis.start(options(0, path()).lock("another one"), clock));
    assertThat(second.pid()).isEqualTo(first.pid());
    assertThat(second.password()).contains(password);
    try (RespClient client = new RespClient(second.port(), START)) {
      assertThat(client.command("AUTH", password)).isEqualTo("OK");
    }
    second.stop();
    assertThat(first.isAlive()).isFalse();
  }

  @Test
  @DisplayName("when locked, adopts a server without a password and locks it")
  void lockedLater() {
    EmbeddedRedis open = start(0, path());
    EmbeddedRedis locked =
        started(EmbeddedRedis.start(options(0, path()).lock("0123456789abcdef"), clock));
    assertThat(locked.pid()).isEqualTo(open.pid());
    assertThatThrownBy(() -> command(locked, "GET", "k")).hasMessageContaining("NOAUTH");
    locked.stop();
  }

  @Test
  @DisplayName("names the flaws of the bundled program if that would run")
  void advisory() {
    assertThat(EmbeddedRedis.advisory(options(0, ""))).contains("7.0.15", "CVE-2025-49844");
    assertThat(EmbeddedRedis.advisory(options(0, path()))).isEmpty();
  }

  private EmbeddedRedis started(EmbeddedRedis.Start start) {
    return switch (start) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis redis, _) -> {
        running = Optional.of(redis);
        yield redis;
      }
      case EmbeddedRedis.Start.Failed(String detail) -> throw new AssertionError(detail);
    };
  }

  @Test
  @DisplayName("keeps its data and port over a stop; a second stop changes nothing")
  void keepsData() {
    EmbeddedRedis first = start(0, path());
    command(first, "SET", "k", "v");
    first.stop();
    first.stop();
    assertThat(first.isAlive()).isFalse();

    EmbeddedRedis second = start(0, path());
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(command(second, "GET", "k")).isEqualTo("v");
  }

  @Test
  @DisplayName("survives SIGKILL with its data")
  void killed() {
    EmbeddedRedis first = start(0, path());
    command(first, "SET", "k", "v");
    long pid = first.pid();
    first.kill();
    assertThat(first.isAlive()).isFalse();
    EmbeddedRedis second = start(first.port(), path());
    assertThat(second.pid()).isNotEqualTo(pid);
    assertThat(command(second, "GET", "k")).isEqualTo("v");
  }

  @Test
  @DisplayName("is adopted if a killed service left it, and not started a second time")
  void adopted() {
    EmbeddedRedis first = start(0, path());
    EmbeddedRedis.Start again = EmbeddedRedis.start(options(0, path()), clock);
    assertThat(again)
        .isInstanceOfSatisfying(
            EmbeddedRedis.Start.Started.class,
            started -> {
              assertThat(started.adopted()).isTrue();
              assertThat(started.redis().pid()).isEqualTo(first.pid());
            });
  }

  @Test
  @DisplayName("moves to another port on request, so that no two work on the same files")
  void moved() {
    EmbeddedRedis first = start(0, path());
    command(first, "SET", "k", "v");
    long pid = first.pid();
    EmbeddedRedis second = start(RedisProcess.freePort(), path());
    assertThat(second.port()).isNotEqualTo(first.port());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(command(second, "GET", "k")).isEqualTo("v");
  }

  @Test
  @DisplayName("reports that its port belongs to another program, Redis or not")
  void foreignPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RedisProcess other = RedisProcess.start()) {
      for (int port : List.of(taken.getLocalPort(), other.port())) {
        assertThat(EmbeddedRedis.start(options(port, path()), clock))
            .isEqualTo(
                new EmbeddedRedis.Start.Failed(
                    "the embedded Redis cannot start: port "
                        + port
                        + " belongs to another program"));
      }
      assertThat(other.command("PING")).isEqualTo("PONG");
    }
  }

  @Test
  @DisplayName("does not adopt a process that only has the same number")
  void otherProcess() throws IOException {
    Files.writeString(directory.resolve("redis.pid"), Long.toString(ProcessHandle.current().pid()));
    EmbeddedRedis redis = start(0, path());
    assertThat(redis.pid()).isNotEqualTo(ProcessHandle.current().pid());
    try (RedisProcess other = RedisProcess.start()) {
      redis.stop();
      Files.writeString(directory.resolve("redis.pid"), field(other, "process_id"));
      start(0, path());
      assertThat(other.command("PING")).isEqualTo("PONG");
    }
  }

  @Test
  @DisplayName("is ended and started again if it is frozen")
  void frozen() throws IOException, InterruptedException {
    EmbeddedRedis first = start(0, path());
    long pid = first.pid();
    new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    EmbeddedRedis second = start(0, path());
    assertThat(second.pid()).isNotEqualTo(pid);
    assertThat(second.isAlive()).isTrue();
  }

  @Test
  @DisplayName("is the bundled one if none is installed")
  void bundled() {
    EmbeddedRedis redis = start(0, "");
    assertThat(redis.binary()).hasParentRaw(real(directory));
    assertThat(field(redis, "redis_version")).isEqualTo("7.0.15");
  }

  @Test
  @DisplayName("reports a program that is missing or does not start")
  void badBinary() {
    Path missing = directory.resolve("no-such-redis");
    assertThat(startWith(missing).toString())
        .contains(missing.toString(), "not an executable program");
    Path refuses = RedisBinary.onPath(path(), "false").orElseThrow();
    assertThat(startWith(refuses).toString()).contains("did not start");
  }

  @Test
  @DisplayName("reports its unexpected end, and not a stop")
  void reportsItsEnd() throws InterruptedException {
    EmbeddedRedis redis = start(0, path());
    CountDownLatch reported = new CountDownLatch(1);
    redis.onExit(reported::countDown);
    redis.kill();
    assertThat(reported.await(START.toSeconds(), TimeUnit.SECONDS)).isTrue();

    EmbeddedRedis next = start(0, path());
    AtomicBoolean reportedAgain = new AtomicBoolean();
    ProcessHandle process = ProcessHandle.of(next.pid()).orElseThrow();
    next.onExit(() -> reportedAgain.set(true));
    next.stop();
    await().atMost(START).until(() -> !process.isAlive());
    assertThat(reportedAgain).isFalse();
  }

  @Test
  @DisplayName("can be started again by hand with the command it prints, and is adopted")
  void byHand() throws IOException {
    EmbeddedRedis redis = start(0, path());
    redis.kill();
    Process byHand = new ProcessBuilder("sh", "-c", "exec " + redis.commandLine()).start();
    try {
      await().atMost(START).until(redis::isAlive);
      assertThat(redis.pid()).isEqualTo(byHand.pid());
      redis.stop();
      await().atMost(START).until(() -> !byHand.isAlive());
    } finally {
      byHand.destroyForcibly();
    }
  }

  private EmbeddedRedis start(int port, String searchPath) {
    return switch (EmbeddedRedis.start(options(port, searchPath), clock)) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis redis, boolean adopted) -> {
        assertThat(adopted).isFalse();
        running = Optional.of(redis);
        yield redis;
      }
      case EmbeddedRedis.Start.Failed(String detail) -> throw new AssertionError(detail);
    };
  }

  private EmbeddedRedis.Start startWith(Path binary) {
    return EmbeddedRedis.start(
        new EmbeddedRedis.Options(directory, 0, Optional.of(binary), host(path()), START), clock);
  }

  private static Host host(String searchPath) {
    return new Host(searchPath, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  private EmbeddedRedis.Options options(int port, String searchPath) {
    return new EmbeddedRedis.Options(directory, port, Optional.empty(), host(searchPath), START);
  }

  private static String path() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String setting(EmbeddedRedis redis, String name) {
    return ((List<?>) command(redis, "CONFIG", "GET", name)).getLast().toString();
  }

  private static String field(EmbeddedRedis redis, String name) {
    return field(command(redis, "INFO", "server").toString(), name);
  }

  private static String field(RedisProcess redis, String name) {
    return field(redis.command("INFO", "server").toString(), name);
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static Object command(EmbeddedRedis redis, String... words) {
    try (RespClient client = new RespClient(redis.port(), START)) {
      return client.command(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
