package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.time.Clock;
import btcfeed.journal.FileJournal;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.StoreReader;
import btcfeed.simulator.BinanceSimulator;
import btcfeed.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A world for a rehearsal: two Redis processes, a simulated venue and the real service between
 * them, in a directory that is removed afterwards. What happens to the stores is up to the caller.
 */
final class DrillStage implements AutoCloseable {
  private static final Venue BINANCE = new Venue("binance");
  private static final int ANY_PORT = 0;
  private static final int TAPE = 1_000_000;

  /** Short, so that a rehearsal does not wait for it each time. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final FeedConfig wanted;
  private final Clock clock;
  private final Path directory;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private EmbeddedRedis primary;
  private EmbeddedRedis failover;
  private final BinanceSimulator venue;
  private final Service service;

  private DrillStage(FeedConfig wanted, Clock clock, Path directory)
      throws CannotStart, IOException {
    this.wanted = wanted;
    this.clock = clock;
    this.directory = directory;
    open.push(() -> delete(directory));
    boolean up = false;
    try {
      primary = redis("primary", ANY_PORT);
      open.push(() -> primary.kill());
      failover = redis("failover", ANY_PORT);
      open.push(() -> failover.kill());
      venue = BinanceSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock);
      open.push(venue);
      FeedConfig config = config();
      FileJournal journal = RunVerb.journal(config);
      Stores stores = Stores.open(config, clock);
      open.push(stores);
      FeedLog silent = _ -> {};
      service = Service.start(config, journal, stores.replicas(), clock, silent);
      open.push(service);
      up = true;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  /** Puts everything up. */
  static DrillStage open(FeedConfig wanted, Clock clock) throws CannotStart {
    try {
      return new DrillStage(wanted, clock, Files.createTempDirectory("btc-feed-drill"));
    } catch (IOException failed) {
      throw new CannotStart("the rehearsal cannot be set up: " + failed);
    }
  }

  BinanceSimulator venue() {
    return venue;
  }

  Service service() {
    return service;
  }

  void killPrimary() {
    primary.kill();
  }

  void killFailover() {
    failover.kill();
  }

  /** Starts the primary again on its port, with what it had on disk or without. */
  void restartPrimary(boolean empty) throws CannotStart {
    primary = again("primary", primary.port(), empty);
  }

  void restartFailover(boolean empty) throws CannotStart {
    failover = again("failover", failover.port(), empty);
  }

  void freezePrimary() throws CannotStart {
    signal("STOP");
  }

  void thawPrimary() throws CannotStart {
    signal("CONT");
  }

  void flushPrimary() {
    try (StoreReader reader = readPrimary()) {
      reader.flushAll();
    }
  }

  StoreReader readPrimary() {
    return StoreReader.local(primary.port());
  }

  StoreReader readFailover() {
    return StoreReader.local(failover.port());
  }

  private EmbeddedRedis again(String name, int port, boolean empty) throws CannotStart {
    if (empty) {
      delete(directory.resolve(name));
    }
    return redis(name, port);
  }

  private EmbeddedRedis redis(String name, int port) throws CannotStart {
    EmbeddedRedis.Options options =
        LocalRedis.options(directory.resolve(name), port, wanted.stores().redisBinary());
    return switch (EmbeddedRedis.start(options, clock)) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis started, _) -> started;
      case EmbeddedRedis.Start.Failed(String detail) -> throw new CannotStart(detail);
    };
  }

  private void signal(String name) throws CannotStart {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(primary.pid())).start().waitFor();
    } catch (IOException failed) {
      throw new CannotStart("no process can be frozen here: " + failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private FeedConfig config() {
    FeedConfig.Stores stores = wanted.stores();
    return new FeedConfig(
        new FeedConfig.Venues(
            List.of(BINANCE),
            List.of(Symbol.parse("BTC-USDT")),
            Map.<Venue, URI>of(BINANCE, venue.uri()),
            Map.of(),
            /* lines= */ 1,
            wanted.venues().maxMessageBytes(),
            Duration.ofMillis(100)),
        new FeedConfig.Stores(
            Optional.of(RedisEndpoint.loopback(primary.port())),
            new FeedConfig.Failover.At(RedisEndpoint.loopback(failover.port())),
            FeedConfig.Scope.ALL,
            stores.criticalKeys(),
            stores.timeout(),
            GRACE,
            stores.streamMaxLength(),
            stores.historyLength(),
            stores.compatKeys(),
            Optional.empty(),
            stores.redisBinary()),
        new FeedConfig.Http("127.0.0.1", ANY_PORT),
        wanted.journal().in(directory.resolve("data")),
        wanted.staleAfter(),
        wanted.log());
  }

  /** Ends everything, children by their pid. Idempotent. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failed) {
        System.err.println("while taking the rehearsal down: " + failed);
      }
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException failed) {
      System.err.println("left behind: " + directory + " (" + failed + ")");
    }
  }
}
