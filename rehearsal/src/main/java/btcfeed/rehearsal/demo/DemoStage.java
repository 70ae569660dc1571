package btcfeed.rehearsal.demo;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.rehearsal.faults.RedisPair;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the demo runs on: four simulated venues on real WebSockets, and a primary and a failover
 * Redis as processes, all on loopback. The prices of the venues walk around one value.
 *
 * <p>Users kill the two Redis to see a failover. The demo does not start them again.
 */
public final class DemoStage implements AutoCloseable {
  private static final List<Venue> VENUES =
      List.of(new Venue("binance"), new Venue("coinbase"), new Venue("kraken"), new Venue("okx"));
  private static final List<Symbol> SYMBOLS =
      List.of(Symbol.parse("BTC-USDT"), Symbol.parse("BTC-USD"));
  private static final double TRADES_PER_SECOND = 8;
  private static final Map<StoreName, Integer> PORTS =
      Map.of(StoreName.PRIMARY, 7379, StoreName.FAILOVER, 7380);

  private final RedisPair.Launcher launcher;
  private final Clock clock;
  private final PrintStream out;
  private Optional<RedisPair> redis = Optional.empty();
  private final Map<Venue, VenueSimulator> venues = new LinkedHashMap<>();

  /** Makes one that prints to {@code out} what the user can open and try. */
  public DemoStage(RedisPair.Launcher launcher, Clock clock, PrintStream out) {
    this.launcher = launcher;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Starts the stores and the venues.
   *
   * @param journal of earlier demos, whose trade ids the venues continue
   * @return the configuration to run the service with
   */
  public FeedConfig open(FeedConfig wanted, JournalPort journal) throws CannotStart {
    RedisPair pair = RedisPair.start(wanted.journal().dataDir(), launcher, clock, PORTS);
    redis = Optional.of(pair);
    simulate(journal);
    venues.values().forEach(venue -> venue.live(TRADES_PER_SECOND));
    FeedConfig.Venues usual = wanted.venues();
    FeedConfig.Stores stores = wanted.stores();
    return wanted.simulated(
        new FeedConfig.Venues(
            VENUES,
            SYMBOLS,
            addresses(VenueSimulator::uri),
            addresses(VenueSimulator::restUri),
            usual.lines(),
            usual.maxMessageBytes(),
            usual.reconnectInterval()),
        stores.between(
            RedisEndpoint.loopback(pair.port(StoreName.PRIMARY)),
            RedisEndpoint.loopback(pair.port(StoreName.FAILOVER)),
            Optional.empty(),
            stores.failoverScope(),
            stores.failbackGrace()));
  }

  /** Prints what there is to see, once the service runs. */
  public void announce(int httpPort) {
    EmbeddedRedis primary = redis.orElseThrow().process(StoreName.PRIMARY);
    EmbeddedRedis failover = redis.orElseThrow().process(StoreName.FAILOVER);
    out.println(
        """

        BTC Live Feed, demo: simulated %7$s, a primary and a failover Redis, all on this machine.

          page       http://localhost:%1$d/
          health     http://localhost:%1$d/health
          stores     http://localhost:%1$d/redis/status
          metrics    http://localhost:%1$d/metrics
          terminal   ./btc-feed monitor --port %1$d --refresh 1
          primary    127.0.0.1:%2$d (pid %3$d)
          failover   127.0.0.1:%4$d (pid %5$d)

        Try this in another terminal:

          watch the ticks          redis-cli -p %4$d xread block 0 streams btc:ticks '$'
          cut the primary          kill -9 %3$d
            and look               curl -s localhost:%1$d/redis/status
          bring it back, empty     %6$s --port %2$d --bind 127.0.0.1 --save '' --maxmemory-policy noeviction
            and compare            redis-cli -p %2$d xlen btc:ticks; redis-cli -p %4$d xlen btc:ticks
          freeze and thaw it       kill -STOP %3$d; kill -CONT %3$d

        Ctrl-C stops everything. What the journal holds is kept for the next time.
        """
            .formatted(
                httpPort,
                primary.port(),
                primary.pid(),
                failover.port(),
                failover.pid(),
                primary.binary(),
                VENUES.stream().map(Venue::name).collect(Collectors.joining(", "))));
  }

  /** Stops the venues and the stores. Idempotent. */
  @Override
  public void close() {
    venues.values().forEach(VenueSimulator::close);
    redis.ifPresent(pair -> Stream.of(StoreName.values()).forEach(pair::stop));
  }

  private Map<Venue, URI> addresses(Function<VenueSimulator, URI> address) {
    Map<Venue, URI> addresses = new LinkedHashMap<>();
    venues.forEach((venue, simulator) -> addresses.put(venue, address.apply(simulator)));
    return addresses;
  }

  /** Starts each venue with the trade id after the last one that the journal holds. */
  private void simulate(JournalPort journal) throws CannotStart {
    Map<Venue, Long> last = new HashMap<>();
    journal.recover(
        entry -> {
          if (entry.event() instanceof JournalEvent.Ticked(var tick)
              && tick.trade().id() instanceof TradeId.Numbered(long id)) {
            last.merge(tick.trade().market().venue(), id, Math::max);
          }
        });
    for (Venue venue : VENUES) {
      VenueOptions settings =
          new VenueOptions(SYMBOLS, Optional.empty(), VenueOptions.DEFAULT_MAX_MESSAGE_BYTES);
      SimulatorOptions options =
          SimulatorOptions.usual(venue.name())
              .withSymbols(Venues.builtIn().codec(venue.name(), settings).symbols())
              .withFirstId(last.getOrDefault(venue, 0L) + 1)
              .withSeed(clock.wallUs());
      try {
        venues.put(venue, VenueSimulator.start(options, clock));
      } catch (IOException failed) {
        throw new CannotStart("the simulated venue cannot listen: " + failed);
      }
    }
  }
}
