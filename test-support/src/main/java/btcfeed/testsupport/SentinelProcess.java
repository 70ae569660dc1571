package btcfeed.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real Redis Sentinel for a test, on loopback and a free port. It declares no master dead until
 * {@link #impatient}. It needs a {@code redis-server} on this machine. Ends with {@link #close} and
 * the JVM.
 */
public final class SentinelProcess extends LocalProcess {
  /** The name of the master. */
  public static final String MASTER = "mymaster";

  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final Duration IMPATIENT = Duration.ofMillis(500);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  private final int port = RedisProcess.freePort();

  private SentinelProcess(int masterPort, int quorum, String... lines) throws IOException {
    Path config = directory().resolve("sentinel.conf");
    Files.write(
        config,
        List.of(
            "port " + port,
            "bind 127.0.0.1",
            "dir " + directory(),
            "sentinel monitor " + MASTER + " 127.0.0.1 " + masterPort + " " + quorum,
            "sentinel down-after-milliseconds " + MASTER + " " + PATIENT.toMillis(),
            "sentinel failover-timeout " + MASTER + " 5000",
            String.join("\n", lines)));
    Path binary =
        LocalRedis.onPath()
            .or(LocalRedis::bundled)
            .orElseThrow(() -> new AssertionError("This test needs a redis-server on the PATH."));
    start(List.of(binary.toString(), config.toString(), "--sentinel"));
  }

  /**
   * Starts one.
   *
   * @param quorum how many Sentinels must declare the master dead
   * @param lines additional lines of its configuration
   */
  public static SentinelProcess watching(int masterPort, int quorum, String... lines) {
    try {
      return new SentinelProcess(masterPort, quorum, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** True once it answers connections, even with an error. */
  public boolean answers() {
    try {
      return ask(client -> client.command("PING")).isPresent();
    } catch (RespClient.RedisError refused) {
      return true;
    }
  }

  /** Shortens its periods, so that a failover takes less time. Redis before 7.0 keeps its own. */
  public void shortenPeriods() {
    try {
      ask(
          client ->
              client.command("SENTINEL", "DEBUG", "info-period", "300", "publish-period", "300"));
    } catch (RespClient.RedisError unsupported) {
      // The test only takes longer.
    }
  }

  /** One field of what it knows of its master; empty if it does not answer. */
  public String master(String name) {
    try {
      Optional<List<?>> fields =
          ask(client -> (List<?>) client.command("SENTINEL", "MASTER", MASTER));
      int at = fields.map(known -> known.indexOf(name)).orElse(-1);
      return at < 0 ? "" : String.valueOf(fields.orElseThrow().get(at + 1));
    } catch (RespClient.RedisError refused) {
      return "";
    }
  }

  /** Stops declaring late servers dead, as a busy machine makes them. */
  public void patient() {
    downAfter(PATIENT);
  }

  /** Declares a master dead after half a second. */
  public void impatient() {
    downAfter(IMPATIENT);
  }

  private void downAfter(Duration silence) {
    var _ =
        ask(client ->
                client.command(
                    "SENTINEL", "SET", MASTER, "down-after-milliseconds", "" + silence.toMillis()))
            .orElseThrow();
  }

  /** The answer to one command; empty if it cannot be reached. */
  private <T> Optional<T> ask(Function<RespClient, T> command) {
    try (RespClient client = new RespClient(port, ANSWER_TIMEOUT)) {
      return Optional.of(command.apply(client));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
