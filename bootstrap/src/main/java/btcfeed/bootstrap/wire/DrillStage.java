package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.time.Clock;
import btcfeed.journal.FileJournal;
import btcfeed.simulator.BinanceSimulator;
import btcfeed.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A world for a rehearsal: two stores, a simulated venue and the real service between them, in a
 * directory that is removed afterwards. What happens to the stores is up to the caller.
 */
final class DrillStage implements AutoCloseable {
  private static final Venue BINANCE = new Venue("binance");
  private static final int ANY_PORT = 0;
  private static final int TAPE = 1_000_000;

  /** Short, so that a rehearsal does not wait for it each time. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final FeedConfig wanted;
  private final Path directory;
  private final CloseStack open =
      new CloseStack(failed -> System.err.println("while taking the rehearsal down: " + failed));
  private final DrillStores stores;
  private final BinanceSimulator venue;
  private final Service service;

  private DrillStage(FeedConfig wanted, Clock clock, Path directory, Setting setting)
      throws CannotStart, IOException {
    this.wanted = wanted;
    this.directory = directory;
    open.push(() -> delete(directory));
    boolean up = false;
    try {
      stores = setting.put(directory);
      open.push(stores);
      venue = BinanceSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock);
      open.push(venue);
      FeedConfig config = config();
      FileJournal journal = RunVerb.journal(config);
      open.push(journal);
      StoreFactory reached = StoreFactory.open(config, clock);
      open.push(reached);
      FeedLog silent = _ -> {};
      service = Service.start(config, journal, reached.replicas(), clock, silent);
      open.push(service);
      up = true;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  /** Puts the stores up, with a directory for what they need one for. */
  private interface Setting {
    DrillStores put(Path directory) throws CannotStart;
  }

  /** Puts everything up, with two Redis of its own. */
  static DrillStage open(FeedConfig wanted, Clock clock) throws CannotStart {
    return open(
        wanted,
        clock,
        directory -> DrillProcesses.start(directory, wanted.stores().redisBinary(), clock));
  }

  /** Puts everything up around two Redis that are there, under a prefix for keys of its own. */
  static DrillStage around(
      RedisEndpoint primary, RedisEndpoint failover, FeedConfig wanted, Clock clock, String prefix)
      throws CannotStart {
    return open(wanted, clock, _ -> DrillPair.open(primary, failover, wanted.stores(), prefix));
  }

  private static DrillStage open(FeedConfig wanted, Clock clock, Setting setting)
      throws CannotStart {
    try {
      return new DrillStage(wanted, clock, Files.createTempDirectory("btc-feed-drill"), setting);
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

  DrillStores stores() {
    return stores;
  }

  private FeedConfig config() {
    return new FeedConfig(
        new FeedConfig.Venues(
            List.of(BINANCE),
            List.of(Symbol.parse("BTC-USDT")),
            Map.<Venue, URI>of(BINANCE, venue.uri()),
            Map.of(),
            /* lines= */ 1,
            wanted.venues().maxMessageBytes(),
            Duration.ofMillis(100)),
        stores.config(wanted.stores()).backAfter(GRACE),
        new FeedConfig.Http("127.0.0.1", ANY_PORT, 1, Set.of(), Set.of(), Optional.empty()),
        wanted.journal().in(directory.resolve("data")),
        wanted.staleAfter(),
        wanted.log(),
        FeedConfig.Network.DIRECT);
  }

  /** Ends everything, children by their pid. Idempotent; any thread, also that of a signal. */
  @Override
  public void close() {
    open.close();
  }

  /** Removes a folder with everything in it. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException failed) {
      System.err.println("left behind: " + directory + " (" + failed + ")");
    }
  }
}
