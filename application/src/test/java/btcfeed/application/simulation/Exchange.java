package btcfeed.application.simulation;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.sequence.Continuity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A venue: trades on its own, sends its trades to its connections, and remembers them. */
final class Exchange {
  final Venue venue;
  final List<Ledger> ledgers;
  final Archive archive;
  final WrongTrades wrong;
  private final World world;
  private final Dice dice;
  private final long meanNanos;
  private final List<Wire> wires = new ArrayList<>();
  private long quietUntil;
  private long refusesUntil;
  private long dropsUntil;
  private Optional<Integer> refusal = Optional.empty();

  Exchange(World world, Venue venue, Continuity continuity, List<Symbol> symbols) {
    this.world = world;
    this.dice = world.dice.split();
    this.venue = venue;
    this.wrong = new WrongTrades(dice);
    this.ledgers =
        symbols.stream().map(symbol -> new Ledger(new Market(venue, symbol), continuity)).toList();
    this.archive = new Archive(world, ledgers);
    this.meanNanos = dice.millis(50, 1_000);
    tradeSoon();
  }

  /** A line to it, for one life of a service. */
  LinePort line(LineId id, Service service) {
    return new LinePort() {
      @Override
      public LineId id() {
        return id;
      }

      @Override
      public Opened open(Consumer<btcfeed.domain.line.LineEvent> events, Duration timeout) {
        return connect(id, service, events);
      }
    };
  }

  List<Wire> wires() {
    wires.removeIf(wire -> !wire.isOpen());
    return wires;
  }

  boolean counts() {
    return ledgers.getFirst().continuity == Continuity.SEQUENTIAL;
  }

  /** It refuses connections for some time. */
  void refuse(long nanos) {
    refusesUntil = world.clock.nanos() + nanos;
    refusal = dice.chance(0.5) ? Optional.of(dice.chance(0.5) ? 429 : 503) : Optional.empty();
  }

  /** It has no trades for some time. */
  void quiet(long nanos) {
    quietUntil = world.clock.nanos() + nanos;
  }

  /** No line receives some of its trades for some time. */
  void dropTrades(long nanos) {
    dropsUntil = world.clock.nanos() + nanos;
  }

  void calm() {
    dropsUntil = 0;
    refusesUntil = 0;
    quietUntil = 0;
    archive.calm();
    wrong.calm();
  }

  private Opened connect(
      LineId id, Service service, Consumer<btcfeed.domain.line.LineEvent> events) {
    service.host.killer.point("before a line is opened");
    world.clock.spend(dice.millis(1, 200));
    if (world.clock.nanos() < refusesUntil || !service.host.reachesVenues()) {
      world.trace.note(() -> id + " is refused");
      return new Opened.Failed(
          refusal,
          dice.chance(0.3) ? Optional.of(Duration.ofSeconds(dice.between(1, 5))) : Optional.empty(),
          "refused");
    }
    Wire wire = new Wire(world, service, events);
    wires.add(wire);
    world.trace.note(() -> id + " is connected");
    world.timeline.in(dice.millis(1, 100), wire::subscribe);
    return new Opened.Connected(wire);
  }

  private void tradeSoon() {
    world.timeline.in(dice.exponential(meanNanos), this::trade);
  }

  private void trade() {
    if (world.clock.nanos() >= quietUntil) {
      Ledger ledger = ledgers.get(dice.chance(0.7) ? 0 : ledgers.size() - 1);
      long timeUs = world.clock.trueUs();
      List<Trade> message = new ArrayList<>();
      long burst = dice.chance(0.2) ? dice.between(2, 8) : 1;
      for (int i = 0; i < burst; i++) {
        message.add(ledger.make(dice, timeUs));
      }
      boolean dropped = world.clock.nanos() < dropsUntil && dice.chance(0.4);
      if (!dropped) {
        wrong.send(wires(), ledger, message);
      }
    }
    tradeSoon();
  }
}
