package btcfeed.bootstrap.composition;

import static org.awaitility.Awaitility.await;

import btcfeed.api.FeedPlugin;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.exchange.Venues;
import btcfeed.journal.FileJournal;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RedisProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A simulated venue and two real Redis servers, and a service between them, put up for one test.
 */
final class Rig implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The service's; the venue has the true one. */
  final ShiftedClock clock = new ShiftedClock();

  final RedisProcess primary;
  final RedisProcess failover;
  final VenueSimulator venue;

  /** Set by a test before the start: what its user sets otherwise. */
  final Map<String, String> settings = new HashMap<>();

  /** Set by a test before the start: plugins as if they were in the folder. */
  final List<FeedPlugin> plugins = new ArrayList<>();

  final Queue<FeedEvent> log = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final int httpPort = RedisProcess.freePort();
  private Optional<RunningFeed> feed = Optional.empty();

  /**
   * @param redisOptions of both servers, as on their command line
   */
  Rig(Path data, String... redisOptions) throws IOException {
    this.data = data;
    this.primary = RedisProcess.start(redisOptions);
    this.failover = RedisProcess.start(redisOptions);
    this.venue = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
  }

  /** What a user would set. */
  Map<String, String> environment() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "EXCHANGE",
                "binance",
                "WEBSOCKET_URL",
                venue.uri("/ws/btcusdt@trade").toString(),
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(primary.port()),
                "FAILOVER_REDIS_HOST",
                "127.0.0.1",
                "FAILOVER_REDIS_PORT",
                Integer.toString(failover.port()),
                "HEALTH_CHECK_HOST",
                "127.0.0.1",
                "HEALTH_CHECK_PORT",
                Integer.toString(httpPort),
                "FEED_DATA_DIR",
                data.toString(),
                "RECONNECT_INTERVAL",
                "100ms"));
    environment.put("REST_URL_BINANCE", venue.restUri().toString());
    // Tests that are about two lines say so.
    environment.put("FEED_LINES", "1");
    // Nothing is traded while a busy host makes a test wait.
    environment.put("FEED_STALE_AFTER", "1h");
    environment.putAll(settings);
    return environment;
  }

  /** What the service makes of its settings. */
  FeedConfig config() {
    return switch (ConfigLoader.load(
        new ConfigInput(List.of(), environment(), Optional.empty()),
        _ -> new AvailablePlugins(Venues.builtIn(), plugins, List.of()))) {
      case Loaded.Usable usable -> usable.config();
      case Loaded.Faulty faulty -> throw new AssertionError(faulty.faults().toString());
    };
  }

  void start() throws CannotStart {
    start(RunVerb.journal(config()));
  }

  /** Starts on a journal of the test's own. */
  void start(FileJournal journal) throws CannotStart {
    awaitNoConnection();
    FeedConfig config = config();
    MarketDataSource venues = LiveVenues.of(config, Venues.builtIn(), clock);
    StoreFactory stores = StoreFactory.open(config, clock);
    feed = Optional.of(FeedAssembly.start(config, venues, journal, stores, clock, log::add));
  }

  /** Starts the service as a process of its own. */
  Process process() throws IOException {
    awaitNoConnection();
    return process(Map.of(), data.resolve("service.log"));
  }

  /** Starts one of several, with settings of its own. */
  Process process(Map<String, String> own, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "btcfeed.bootstrap.Main",
            "run");
    builder.environment().putAll(environment());
    builder.environment().putAll(own);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /** The service runs and its line is subscribed. */
  void startAndSubscribe() throws CannotStart {
    start();
    awaitSubscriber();
  }

  void awaitSubscriber() {
    if (!venue.awaitSubscribers(1, PATIENCE)) {
      throw new AssertionError("the service did not subscribe");
    }
  }

  /** Waits until the venue knows that earlier connections are closed, and counts none of them. */
  private void awaitNoConnection() {
    await().atMost(PATIENCE).until(() -> venue.connections() == 0);
  }

  void stop() {
    feed.ifPresent(RunningFeed::close);
    feed = Optional.empty();
  }

  JsonNode get(String path) {
    return parse(send(request(path).timeout(PATIENCE)).body());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A request to the service, without a limit in time. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ids of the primary store's entries of {@code btc:ticks}, in order. */
  List<String> tickIds() {
    return ticks(primary).stream().map(entry -> String.valueOf(list(entry).getFirst())).toList();
  }

  /** Entries of a store's {@code btc:ticks}, each as its id and fields. */
  static List<Object> ticks(RedisProcess redis) {
    return list(redis.command("XRANGE", "btc:ticks", "-", "+"));
  }

  /** The fields of entries. */
  static List<Map<String, String>> fields(List<Object> entries) {
    return entries.stream().map(entry -> map(list(list(entry).get(1)))).toList();
  }

  /** Trade ids in a store's stream, in its order. */
  static List<String> ids(RedisProcess redis) {
    return fields(ticks(redis)).stream().map(tick -> tick.getOrDefault("trade_id", "")).toList();
  }

  /** Ids of everything the venue traded. */
  List<String> traded() {
    return venue.tape().stream().map(Trade::id).map(id -> id.text()).toList();
  }

  @Override
  public void close() {
    stop();
    venue.close();
    Stream.of(primary, failover).forEach(RedisProcess::close);
  }

  private static List<Object> list(Object reply) {
    return new ArrayList<>((List<?>) reply);
  }

  private static Map<String, String> map(List<Object> flat) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      map.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
    }
    return map;
  }
}
