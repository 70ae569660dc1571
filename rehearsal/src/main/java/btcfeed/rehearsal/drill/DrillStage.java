package btcfeed.rehearsal.drill;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.faults.FaultyStores;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Two stores, a sink, a simulated venue and the real service between them. Its files are in a
 * directory that is deleted afterwards. Closing it is idempotent. Any thread.
 */
record DrillStage(
    FaultyStores stores, VenueSimulator venue, DrillSink sink, DrilledFeed feed, CloseStack opened)
    implements AutoCloseable {
  private static final Venue BINANCE = new Venue("binance");
  private static final int TAPE = 1_000_000;

  /** Short, so that a drill does not wait for it after each fault. */
  private static final Duration FAILBACK_GRACE = Duration.ofMillis(500);

  /** Opens the stores, with a directory for files of theirs. */
  interface StoreOpener {
    FaultyStores open(Path directory) throws CannotStart;
  }

  /** Opens the stores and a venue, and starts the service. */
  static DrillStage open(
      FeedConfig wanted, StoreOpener opener, DrilledFeed.Starter feeds, Clock clock)
      throws CannotStart {
    try (CloseStack opened =
        new CloseStack(failed -> System.err.println("while ending the drill: " + failed))) {
      Path directory = Files.createTempDirectory("btc-feed-drill");
      opened.push(() -> Folders.delete(directory));
      FaultyStores stores = opened.push(opener.open(directory));
      VenueSimulator venue =
          opened.push(VenueSimulator.start(SimulatorOptions.usual().withTapeLength(TAPE), clock));
      DrillSink sink = new DrillSink();
      DrilledFeed feed =
          opened.push(
              feeds.start(
                  wanted
                      .simulated(
                          venues(wanted, venue.uri()),
                          stores.config(wanted.stores(), FAILBACK_GRACE))
                      .withSinks(List.of(sink.configured()))
                      .onFreePort(directory.resolve("data"))));
      return new DrillStage(stores, venue, sink, feed, opened.handOver());
    } catch (IOException failed) {
      throw new CannotStart("the rehearsal cannot be set up: " + failed);
    }
  }

  private static FeedConfig.Venues venues(FeedConfig wanted, URI venue) {
    return new FeedConfig.Venues(
        List.of(BINANCE),
        List.of(Symbol.parse("BTC-USDT")),
        Map.of(BINANCE, venue),
        Map.of(),
        /* lines= */ 1,
        wanted.venues().maxMessageBytes(),
        Duration.ofMillis(100));
  }

  @Override
  public void close() {
    opened.close();
  }
}
