package btcfeed.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis Sentinel for a test, on loopback and a free port. It takes nobody for dead until it
 * is told to be {@link #impatient}. Needs a {@code redis-server} on this machine. Ended by {@link
 * #close} and with the JVM.
 */
public final class SentinelProcess implements AutoCloseable {
  /** The name it knows the master by. */
  public static final String MASTER = "mymaster";

  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final Duration IMPATIENT = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final int port;
  private final Path directory;
  private final Process process;

  private SentinelProcess(int masterPort, int quorum, String... lines) throws IOException {
    port = RedisProcess.freePort();
    directory = Files.createTempDirectory("btcfeed-sentinel");
    Path config = directory.resolve("sentinel.conf");
    Files.write(
        config,
        List.of(
            "port " + port,
            "bind 127.0.0.1",
            "dir " + directory,
            "sentinel monitor " + MASTER + " 127.0.0.1 " + masterPort + " " + quorum,
            "sentinel down-after-milliseconds " + MASTER + " " + PATIENT.toMillis(),
            "sentinel failover-timeout " + MASTER + " 5000",
            String.join("\n", lines)));
    process =
        new ProcessBuilder(binary().toString(), config.toString(), "--sentinel")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sentinel.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /**
   * Starts one.
   *
   * @param quorum how many of them must take the master for dead
   * @param lines more for its configuration
   */
  public static SentinelProcess watching(int masterPort, int quorum, String... lines) {
    try {
      return new SentinelProcess(masterPort, quorum, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path binary() {
    return LocalRedis.onPath()
        .or(LocalRedis::bundled)
        .orElseThrow(() -> new AssertionError("This test needs a redis-server on the PATH."));
  }

  public int port() {
    return port;
  }

  /** True once it accepts connections, whatever it says to them. */
  public boolean answers() {
    try (RespClient client = new RespClient(port, ANSWER)) {
      client.command("PING");
      return true;
    } catch (RespClient.RedisError refused) {
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** What it knows of its master, as flat names and values; empty as long as it does not answer. */
  public List<String> master() {
    try (RespClient client = new RespClient(port, ANSWER)) {
      return ((List<?>) client.command("SENTINEL", "MASTER", MASTER))
          .stream().map(String::valueOf).toList();
    } catch (IOException | UncheckedIOException | RespClient.RedisError e) {
      return List.of();
    }
  }

  /** One of those values; empty text if it does not say. */
  public String master(String name) {
    List<String> said = master();
    int at = said.indexOf(name);
    return at < 0 ? "" : said.get(at + 1);
  }

  /** Takes nobody for dead any more who is only late, as on a busy machine. */
  public void patient() {
    downAfter(PATIENT);
  }

  /** Takes a master for dead after half a second. */
  public void impatient() {
    downAfter(IMPATIENT);
  }

  private void downAfter(Duration silence) {
    try (RespClient client = new RespClient(port, ANSWER)) {
      client.command("SENTINEL", "SET", MASTER, "down-after-milliseconds", "" + silence.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. Returns when it has ended. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    for (String file : List.of("sentinel.conf", "sentinel.log", "")) {
      directory.resolve(file).toFile().delete();
    }
  }
}
