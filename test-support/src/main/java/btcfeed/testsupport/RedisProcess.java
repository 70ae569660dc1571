package btcfeed.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Redis for a test, on loopback and a free port, with methods for its faults.
 *
 * <p>It uses {@code redis-server} or {@code valkey-server} on the PATH, else a container engine,
 * else the server that the embedded-redis library bundles. Without any of them the test fails,
 * because a skipped test proves nothing. Ends with {@link #close} and the JVM.
 */
public final class RedisProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  // Below the ports that any system uses for outgoing connections.
  private static final int FIRST_PORT = 10_000;
  private static final int PORTS = 20_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 101 % PORTS));

  private final int port = freePort();
  private final RedisHost host = host(port);
  private final List<String> options;
  private Optional<RespClient> client = Optional.empty();

  private RedisProcess(List<String> options) {
    this.options = options;
  }

  /** Starts an empty one; {@code options} as on its command line. */
  public static RedisProcess start(String... options) {
    RedisProcess redis = new RedisProcess(List.of(options));
    redis.launch(false);
    return redis;
  }

  private static RedisHost host(int port) {
    Optional<Path> installed = LocalRedis.onPath();
    if (installed.isPresent()) {
      return new LocalRedis(installed.get(), port);
    }
    if (ContainerRedis.available()) {
      return new ContainerRedis(port);
    }
    return LocalRedis.bundled()
        .map(binary -> new LocalRedis(binary, port))
        .orElseThrow(
            () ->
                new AssertionError(
                    "This test needs a Redis: put redis-server on the PATH or start Docker."));
  }

  /**
   * A free port outside the range from which the system assigns ports. It therefore stays free
   * until the test uses it, and while a server on it restarts.
   */
  public static int freePort() {
    for (int tries = 0; tries < PORTS; tries++) {
      int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Try the next one.
      }
    }
    throw new AssertionError("no port is free");
  }

  public int port() {
    return port;
  }

  /** SIGKILL. Returns when it has ended. */
  public void kill() {
    forgetClient();
    host.kill();
  }

  /** SIGSTOP: connections stay, the kernel accepts new ones, and nothing answers. */
  public void freeze() {
    host.freeze();
  }

  /** SIGCONT. */
  public void thaw() {
    host.thaw();
  }

  /** Starts it again on the same port with its data, after {@link #kill}. */
  public void restart() {
    launch(true);
  }

  /** Starts it again on the same port without its data, after {@link #kill}. */
  public void restartEmpty() {
    launch(false);
  }

  /** FLUSHALL. */
  public void flushAll() {
    command("FLUSHALL");
  }

  /** Sends a command on a connection of its own; see {@link RespClient#command}. */
  public Object command(String... words) {
    return client().command(words);
  }

  /** Sends a command that answers a list of texts. */
  public List<String> texts(String... words) {
    return ((List<?>) command(words)).stream().map(String::valueOf).toList();
  }

  /** A further connection, for subscribing. */
  public RespClient connect() {
    try {
      return new RespClient(port(), ANSWER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    forgetClient();
    host.close();
  }

  private RespClient client() {
    RespClient connected = client.orElseGet(this::connect);
    client = Optional.of(connected);
    return connected;
  }

  private void forgetClient() {
    client.ifPresent(RespClient::close);
    client = Optional.empty();
  }

  private void launch(boolean withData) {
    host.start(options, withData);
    await("redis-server answers on port " + port())
        .atMost(START)
        .pollInterval(Duration.ofMillis(10))
        .until(this::answers);
  }

  private boolean answers() {
    if (!host.alive()) {
      throw new AssertionError("redis-server ended at once: " + host.log());
    }
    try (RespClient probe = new RespClient(port(), ANSWER)) {
      probe.command("PING");
      return true;
    } catch (RespClient.RedisError e) {
      return !String.valueOf(e.getMessage()).startsWith("LOADING");
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
