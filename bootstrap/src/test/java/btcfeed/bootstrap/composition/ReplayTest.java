package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.Recorder;
import btcfeed.recording.RecordingHeader;
import btcfeed.recording.RecordingLimits;
import btcfeed.recording.ReplayOptions;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RedisProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recording of four venues")
class ReplayTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Ids that count and ids that name, text, gzip and protobuf. */
  private static final List<String> NAMES = List.of("binance", "kraken", "htx", "mexc");

  private static final List<Symbol> SYMBOLS = List.of(Symbol.parse("BTC-USDT"));

  @TempDir private Path folder;
  private final Clock clock = new SystemClock();
  private final List<VenueSimulator> venues = new ArrayList<>();
  private final List<RedisProcess> redis = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void putUp() throws IOException {
    for (String name : NAMES) {
      SimulatorOptions options = SimulatorOptions.usual(name).withSymbols(SYMBOLS);
      venues.add(VenueSimulator.start(options, clock));
    }
  }

  @AfterEach
  void takeDown() {
    venues.forEach(VenueSimulator::close);
    redis.forEach(RedisProcess::close);
  }

  @Test
  @DisplayName(
      "played again puts the same ticks into stores as were put there live, each market's"
          + " in the same order, and the same each time")
  void sameAsLive() throws IOException, CannotStart {
    Path file = folder.resolve("day.rec");
    RedisProcess live = recordLive(file);
    RedisProcess again = redis();
    FeedConfig into = config(again, "again");

    assertThat(replay(file, into, Double.POSITIVE_INFINITY, /* intoConfigured= */ true)).isZero();
    String first = lastLine();

    assertThat(byMarket(again, "btc:ticks")).isEqualTo(byMarket(live, "btc:ticks"));
    assertThat(gaps(again)).isEqualTo(gaps(live)).isNotEmpty();

    FeedConfig own = config(again, "unused");
    assertThat(replay(file, own, Double.POSITIVE_INFINITY, /* intoConfigured= */ false)).isZero();
    assertThat(lastLine()).isEqualTo(first).contains("sha256");
    assertThat(replay(file, own, 10, /* intoConfigured= */ false)).isZero();
    assertThat(lastLine()).isEqualTo(first);
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  @DisplayName("is made without a store or a journal, prints its progress, and ends on a signal")
  void record() throws IOException {
    Path file = folder.resolve("day.rec");
    FeedConfig config = config(redis(), "unused");
    RecordOptions order = new RecordOptions(file, Optional.empty(), 1 << 20, 2);
    AtomicBoolean traded = new AtomicBoolean();
    Predicate<Duration> stopOnceAllIsReceived =
        atMost -> {
          if (!traded.getAndSet(true)) {
            subscribed();
            venues.forEach(venue -> venue.burst(10));
          }
          // A message that a line has not received when it is closed may be lost to the recording.
          String progress = out.toString(StandardCharsets.UTF_8);
          LockSupport.parkNanos(atMost.toNanos());
          return Stream.of("binance 10", "htx 10", "kraken 10", "mexc 10")
              .allMatch(progress::contains);
        };
    int code =
        new WiredVerbs(clock)
            .record(start(config), order, stopOnceAllIsReceived, Duration.ofMillis(50));
    assertThat(code).isZero();
    assertThat(folder.resolve("unused")).doesNotExist();
    assertThat(Rig.ticks(redis.getFirst())).isEmpty();

    assertThat(replay(file, config, Double.POSITIVE_INFINITY, /* intoConfigured= */ false))
        .isZero();
    assertThat(lastLine()).contains("btc:ticks 40 entries");
  }

  @Test
  @DisplayName("cut in the middle is played up to there; another file is refused with a sentence")
  void torn() throws IOException, CannotStart {
    Path file = folder.resolve("day.rec");
    recordLive(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
    FeedConfig own = config(redis(), "unused");

    assertThat(replay(file, own, Double.POSITIVE_INFINITY, /* intoConfigured= */ false)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("it ends torn");
    Path other = Files.writeString(folder.resolve("other"), "not this");
    assertThat(replay(other, own, 1, /* intoConfigured= */ false)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is no recording");
  }

  /** A service runs, with everything that happens to one, and its lines are recorded. */
  private RedisProcess recordLive(Path file) throws IOException, CannotStart {
    RedisProcess store = redis();
    FeedConfig config = config(store, "live");
    Recorder recorder = recorder(file);
    try (recorder;
        RunningFeed feed =
            FeedAssembly.start(
                config, LiveVenues.of(config, Venues.builtIn(), clock, recorder), clock, _ -> {})) {
      subscribed();
      venues.forEach(venue -> venue.burst(50));
      venues.forEach(venue -> venue.fault(new Fault.Duplicate(5)));
      venues.forEach(venue -> venue.send("<html>"));
      VenueSimulator binance = venues.getFirst();
      binance.fault(new Fault.Gap(3));
      venues.forEach(venue -> venue.burst(50));
      allIn(store, 50 * 2 * 4);
      VenueSimulator kraken = venues.get(1);
      kraken.fault(new Fault.Reset());
      await().atMost(PATIENCE).until(() -> kraken.handshakes() == 2);
      subscribed();
      venues.forEach(venue -> venue.burst(50));
      allIn(store, 50 * 3 * 4);
      await().atMost(PATIENCE).until(feed::settled);
      await().atMost(PATIENCE).until(() -> !gaps(store).isEmpty());
    }
    return store;
  }

  private void subscribed() {
    venues.forEach(venue -> assertThat(venue.awaitSubscribers(1, PATIENCE)).isTrue());
  }

  private static void allIn(RedisProcess store, int ticks) {
    await().atMost(PATIENCE).until(() -> Rig.ticks(store).size() >= ticks);
  }

  private Recorder recorder(Path file) {
    List<RecordingHeader.Listened> listened =
        venues.stream()
            .map(
                venue ->
                    new RecordingHeader.Listened(
                        new Venue(venue.options().venue()),
                        /* lines= */ 1,
                        venue.options().symbols()))
            .toList();
    try {
      return Recorder.begin(file, listened, RecordingLimits.USUAL, clock);
    } catch (CannotStart failed) {
      throw new AssertionError(failed);
    }
  }

  private int replay(Path file, FeedConfig config, double speed, boolean intoConfigured) {
    ReplayOptions order = new ReplayOptions(List.of(file), speed, intoConfigured);
    return new WiredVerbs(clock).replay(start(config), order);
  }

  private Invocation start(FeedConfig config) {
    return new Invocation(
        config,
        List.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String lastLine() {
    return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
  }

  private RedisProcess redis() throws IOException {
    RedisProcess started = RedisProcess.start();
    redis.add(started);
    return started;
  }

  /** The fields of a stream's entries, of each market in their order. */
  private static Map<String, List<Map<String, String>>> byMarket(RedisProcess redis, String key) {
    return entries(redis, key).stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.get("venue") + " " + entry.get("symbol"),
                TreeMap::new,
                Collectors.toList()));
  }

  /**
   * Gaps as they were found; when they are given up depends on when they are searched for. Where
   * both lines of a venue break off at once, it depends on their threads which trade is the first
   * one afterwards; a recording has the order of each line.
   */
  private static Map<String, List<Map<String, String>>> gaps(RedisProcess redis) {
    Map<String, List<Map<String, String>>> gaps = byMarket(redis, "btc:gaps");
    gaps.replaceAll(
        (_, some) ->
            some.stream()
                .filter(gap -> "open".equals(gap.get("state")))
                .map(ReplayTest::withoutEnd)
                .toList());
    return gaps;
  }

  private static Map<String, String> withoutEnd(Map<String, String> gap) {
    Map<String, String> rest = new HashMap<>(gap);
    rest.remove("until_us");
    return rest;
  }

  private static List<Map<String, String>> entries(RedisProcess redis, String key) {
    return Rig.fields(new ArrayList<>((List<?>) redis.command("XRANGE", key, "-", "+")));
  }

  private FeedConfig config(RedisProcess store, String data) {
    Map<String, String> environment = new HashMap<>();
    environment.put("EXCHANGE", String.join(",", NAMES));
    environment.put("FEED_SYMBOLS", "BTC-USDT");
    venues.forEach(
        venue ->
            environment.put(
                "WEBSOCKET_URL_" + venue.options().venue().toUpperCase(Locale.ROOT),
                venue.uri().toString()));
    // No venue has a history: what a recording lacks cannot be fetched.
    venues.forEach(
        venue ->
            environment.put(
                "REST_URL_" + venue.options().venue().toUpperCase(Locale.ROOT),
                "http://127.0.0.1:" + RedisProcess.freePort()));
    environment.put("REDIS_HOST", "127.0.0.1");
    environment.put("REDIS_PORT", Integer.toString(store.port()));
    environment.put("USE_FAILOVER", "false");
    environment.put("HEALTH_CHECK_HOST", "127.0.0.1");
    environment.put("HEALTH_CHECK_PORT", "0");
    environment.put("FEED_DATA_DIR", folder.resolve(data).toString());
    environment.put("FEED_LINES", "1");
    environment.put("RECONNECT_INTERVAL", "100ms");
    return switch (ConfigLoader.load(
        new ConfigInput(List.of(), environment, Optional.empty()),
        NAMES.stream().map(Venue::new).collect(Collectors.toSet()))) {
      case Loaded.Usable usable -> usable.config();
      case Loaded.Faulty faulty -> throw new AssertionError(faulty.faults().toString());
    };
  }
}
