package btcfeed.rehearsal.soak;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.rehearsal.audit.TradeLedger;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * The simulated venues of a soak, one of each kind: sequential and opaque ids; JSON, gzip and
 * protobuf; one without a history. Each has one market and a ledger of its trades.
 */
final class SoakVenues implements AutoCloseable {
  /** Sequential, JSON; sequential, gzip; opaque, protobuf, no history; opaque, JSON. */
  private static final List<String> NAMES = List.of("binance", "htx", "mexc", "gemini");

  /** All of them list it. */
  static final Symbol SYMBOL = Symbol.parse("BTC-USDT");

  private static final Duration SUBSCRIBED_WITHIN = Duration.ofSeconds(30);
  private static final int MANY = 1_000;
  private static final int LINES = 2;

  /** Above what the service takes by default. */
  private static final int OVERSIZED_BYTES = 11 * 1024 * 1024;

  /** Past trades kept for pages: two minutes and more. */
  private static final int TAPE = 40_000;

  private final Map<String, VenueSimulator> simulators = new LinkedHashMap<>();
  private final Map<String, TradeLedger> ledgers = new LinkedHashMap<>();

  private SoakVenues() {}

  static SoakVenues start(long seed, Clock clock) throws CannotStart {
    try (CloseStack opened = new CloseStack(_ -> {})) {
      SoakVenues venues = opened.push(new SoakVenues());
      for (String name : NAMES) {
        VenueSimulator simulator =
            VenueSimulator.start(
                SimulatorOptions.usual(name)
                    .withSymbols(List.of(SYMBOL))
                    .withSeed(seed)
                    .withTapeLength(TAPE),
                clock);
        venues.simulators.put(name, simulator);
        simulator.onTrade(venues.ledgers.computeIfAbsent(name, _ -> new TradeLedger())::traded);
      }
      CloseStack _ = opened.handOver();
      return venues;
    } catch (IOException failed) {
      throw new CannotStart("a simulated venue cannot listen: " + failed);
    }
  }

  List<FaultPlan.Venue> planned() {
    return NAMES.stream()
        .map(
            name ->
                new FaultPlan.Venue(
                    name, Venues.builtIn().continuity(name) == Continuity.SEQUENTIAL))
        .toList();
  }

  Map<String, VenueSimulator> simulators() {
    return simulators;
  }

  Map<String, TradeLedger> ledgers() {
    return ledgers;
  }

  long trades() {
    return ledgers.values().stream().mapToLong(TradeLedger::trades).sum();
  }

  /** Every venue trades at its share of this rate; 0 stops them. */
  void live(double tradesPerSecond) {
    simulators.values().forEach(one -> one.live(tradesPerSecond / NAMES.size()));
  }

  boolean subscribed() {
    return simulators.values().stream()
        .allMatch(one -> one.awaitSubscribers(LINES, SUBSCRIBED_WITHIN));
  }

  void begin(ScheduledFault.OnVenue scheduled) {
    VenueSimulator venue = simulator(scheduled.venue());
    Random dice = new Random(scheduled.dice());
    switch (scheduled.fault()) {
      case RESET -> venue.fault(new Fault.Reset());
      case RESET_ONE -> venue.fault(new Fault.ResetOne());
      case HANG_UP -> venue.fault(new Fault.HangUp());
      case CLOSE -> venue.fault(new Fault.Close(1001, "going away"));
      case HALF_FRAME -> venue.fault(new Fault.HalfFrame(Fault.End.RESET));
      case HALF_SILENT -> venue.fault(new Fault.HalfFrame(Fault.End.SILENCE));
      case GONE ->
          away(venue, new Fault.RefuseHandshakes(503, Optional.of(Duration.ofSeconds(1)), MANY));
      case THROTTLED ->
          away(
              venue,
              new Fault.RefuseHandshakes(
                  429, Optional.of(Duration.ofSeconds(dice.nextInt(1, 4))), 2));
      case DROPPED -> away(venue, new Fault.AcceptThenDrop());
      case UNANSWERED -> away(venue, new Fault.HandshakeUnanswered());
      case UNSUBSCRIBED -> away(venue, new Fault.RefuseSubscriptions(1, "not now"));
      case UNCONFIRMED -> away(venue, new Fault.SubscriptionsUnanswered());
      case ACKNOWLEDGED -> away(venue, new Fault.Silence(true));
      case PAGES_REFUSED ->
          away(venue, new Fault.RefusePages(429, Optional.of(Duration.ofSeconds(1)), MANY));
      case PAGES_UNANSWERED -> away(venue, new Fault.PagesUnanswered());
      case SHUTDOWN -> venue.fault(new Fault.ServerShutdown());
      case GARBAGE -> venue.fault(new Fault.Text("{\"e\":\"trade\",\"p\":"));
      case BINARY -> venue.fault(new Fault.Binary(dice.nextInt(1, 2_000)));
      case PROTOCOL -> venue.fault(new Fault.Raw("f305ffff"));
      case OVERSIZED -> venue.fault(new Fault.Oversized(OVERSIZED_BYTES, 4));
      case DUPLICATE -> venue.fault(new Fault.Duplicate(dice.nextInt(1, 200)));
      case REORDERED -> venue.fault(new Fault.Reordered(dice.nextInt(2, 20)));
      case FRAGMENTED -> venue.fault(new Fault.Fragmented(List.of(1, 2, 50)));
      case SILENCE -> venue.fault(new Fault.Silence(true));
      case MUTE -> venue.fault(new Fault.Silence(false));
      case DAMAGED -> venue.fault(new Fault.Damaged(dice.nextBoolean()));
      case GAP -> venue.fault(new Fault.Gap(dice.nextInt(1, 100)));
      case CLOCK ->
          venue.fault(new Fault.ClockSkew(Duration.ofMillis(dice.nextLong(-2_000, 2_000))));
    }
  }

  /** Sets the fault before it resets the lines, so that they meet it when they reconnect. */
  private static void away(VenueSimulator venue, Fault lasting) {
    venue.fault(lasting);
    venue.fault(new Fault.Reset());
  }

  void end(ScheduledFault.OnVenue scheduled) {
    simulator(scheduled.venue()).heal();
  }

  private VenueSimulator simulator(String venue) {
    return Objects.requireNonNull(simulators.get(venue), venue);
  }

  @Override
  public void close() {
    simulators.values().forEach(VenueSimulator::close);
  }
}
