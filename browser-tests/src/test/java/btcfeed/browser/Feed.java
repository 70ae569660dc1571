package btcfeed.browser;

import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.composition.SystemClock;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A simulated venue, two Redis servers, and the service as one or more separate processes. */
final class Feed implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final double TRADES_PER_SECOND = 20;

  final RedisProcess primary = RedisProcess.start();
  private final RedisProcess failover = RedisProcess.start();
  private final VenueSimulator venue;
  private final int port = RedisProcess.freePort();
  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<Process> service = Optional.empty();

  /** Another instance with the same stores. */
  record Another(String page, Process process) implements AutoCloseable {
    @Override
    public void close() {
      end(process);
    }
  }

  Feed(Path data) throws IOException {
    this.data = data;
    this.venue = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
    venue.live(TRADES_PER_SECOND);
    start();
  }

  /** The address of the dashboard. */
  String page() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Starts the service; returns once it has a price. */
  void start() throws IOException {
    service = Optional.of(process(data, port));
    awaitAnswer(page() + "api/v1/price", "BTC-");
  }

  /** Starts another instance; returns once it is ready to take over. */
  Another another(Path folder) throws IOException {
    int itsPort = RedisProcess.freePort();
    Another started = new Another("http://127.0.0.1:" + itsPort + "/", process(folder, itsPort));
    awaitAnswer(started.page() + "health/ready", "\"status\":\"UP\"");
    return started;
  }

  private Process process(Path folder, int httpPort) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "btcfeed.bootstrap.Main",
            "run");
    Map<String, String> settings = new HashMap<>();
    settings.put("EXCHANGE", "binance");
    settings.put("WEBSOCKET_URL", venue.uri("/ws/btcusdt@trade").toString());
    settings.put("REST_URL_BINANCE", venue.restUri().toString());
    settings.put("REDIS_HOST", "127.0.0.1");
    settings.put("REDIS_PORT", Integer.toString(primary.port()));
    settings.put("FAILOVER_REDIS_HOST", "127.0.0.1");
    settings.put("FAILOVER_REDIS_PORT", Integer.toString(failover.port()));
    settings.put("HEALTH_CHECK_HOST", "127.0.0.1");
    settings.put("HEALTH_CHECK_PORT", Integer.toString(httpPort));
    settings.put("FEED_DATA_DIR", folder.toString());
    settings.put("RECONNECT_INTERVAL", "100ms");
    settings.put("FEED_FAILBACK_GRACE", "1s");
    settings.put("FEED_STORE_RETRY", "200ms");
    builder.environment().putAll(settings);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("service.log").toFile())
        .start();
  }

  private void awaitAnswer(String uri, String part) {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> answer(uri), answer -> answer.contains(part));
  }

  /** Sends SIGTERM and waits until the service has ended. */
  void stop() {
    service.ifPresent(Feed::end);
    service = Optional.empty();
  }

  private static void end(Process running) {
    running.destroy();
    Process _ = running.onExit().join();
  }

  void restartIfStopped() throws IOException {
    if (service.isEmpty()) {
      start();
    }
  }

  @Override
  public void close() {
    stop();
    venue.close();
    primary.close();
    failover.close();
  }

  private String answer(String uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(5)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
