package btcfeed.application.simulation;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection to the venue: brings what the venue says after a while and in order, unless a
 * fault says otherwise. Nothing is read from it while the service's queue is full.
 */
final class Wire implements LinePort.Connection {
  private record Flight(long dueNanos, Supplier<LineEvent> event, List<Trade> trades) {}

  private final World world;
  private final Dice dice;
  private final Service service;
  private final Consumer<LineEvent> events;
  private final List<Flight> flights = new ArrayList<>();
  private final long delayNanos;
  private boolean open = true;
  private boolean subscribed;
  private boolean dead;
  private int toLose;
  private int toRepeat;
  private int toReorder;
  private long stalledUntil;
  private long pumpNanos = Long.MAX_VALUE;

  Wire(World world, Service service, Consumer<LineEvent> events) {
    this.world = world;
    this.dice = world.dice.split();
    this.service = service;
    this.events = events;
    this.delayNanos = dice.millis(1, 80);
  }

  boolean isOpen() {
    return open && service.alive();
  }

  boolean isOf(Instance host) {
    return service.host == host;
  }

  /** The venue has noted the subscription: trades come from here on. */
  void subscribe() {
    subscribed = true;
    put(LineEvent.Confirmed::new, List.of());
  }

  boolean isSubscribed() {
    return subscribed;
  }

  void say(Supplier<LineEvent> event) {
    put(event, List.of());
  }

  /** The venue tells of trades, in one message. */
  void trades(List<Trade> some) {
    if (!subscribed) {
      return;
    }
    if (toLose > 0) {
      toLose--;
      return;
    }
    Supplier<LineEvent> event =
        () -> new LineEvent.Trades(some, service.host.clock.wallUs(), world.clock.nanos());
    put(event, some);
    if (toRepeat > 0) {
      toRepeat--;
      put(event, some);
    }
    if (toReorder > 0 && flights.size() > 1) {
      toReorder--;
      Flight last = flights.removeLast();
      flights.add((int) dice.between(0, flights.size() - 1L), last);
    }
  }

  void lose(int messages) {
    toLose += messages;
  }

  void repeat(int messages) {
    toRepeat += messages;
  }

  void reorder(int messages) {
    toReorder += messages;
  }

  /** Half open: nothing arrives any more, without an error. */
  void die() {
    dead = true;
    flights.clear();
  }

  /** Everything comes later, and then all at once. */
  void stall(long nanos) {
    stalledUntil = world.clock.nanos() + nanos;
  }

  /** It breaks now; messages in transit are lost. */
  void cut() {
    if (isOpen()) {
      flights.clear();
      world.trace.note(() -> "a line breaks");
      end();
    }
  }

  /** It breaks in the middle of a message: some of its trades came whole, one by its name only. */
  void cutWithin() {
    Optional<Flight> message =
        flights.stream().filter(flight -> !flight.trades.isEmpty()).findFirst();
    if (!isOpen() || dead || message.isEmpty() || service.host.isFrozen()) {
      cut();
      return;
    }
    List<Trade> trades = message.get().trades;
    int whole = (int) dice.between(0, trades.size() - 1L);
    Optional<LineEvent.Cut.Name> name =
        dice.chance(0.7)
            ? Optional.of(
                new LineEvent.Cut.Name(trades.get(whole).market(), trades.get(whole).id()))
            : Optional.empty();
    List<Trade> came = trades.subList(0, whole);
    flights.clear();
    world.trace.note(() -> "a line breaks inside a message, " + whole + " trades of it came");
    service.delivered(came);
    events.accept(new LineEvent.Cut(came, name, service.host.clock.wallUs(), world.clock.nanos()));
    end();
  }

  private void end() {
    open = false;
    if (service.host.isFrozen()) {
      world.timeline.at(service.host.frozenUntil(), this::tellEnd);
    } else {
      tellEnd();
    }
  }

  private void tellEnd() {
    if (service.alive()) {
      events.accept(new LineEvent.Closed("broken"));
    }
  }

  @Override
  public void ping() {
    if (isOpen() && !dead) {
      put(LineEvent.Heartbeat::new, List.of());
    }
  }

  @Override
  public void close(String why) {
    open = false;
    flights.clear();
  }

  /** Closing within this time, as announced. */
  void closeWithin(Duration time) {
    say(() -> new LineEvent.PlannedClose("maintenance", time));
    world.timeline.in(time.toNanos(), this::cut);
  }

  private void put(Supplier<LineEvent> event, List<Trade> trades) {
    if (isOpen() && !dead) {
      long due = world.clock.nanos() + delayNanos + dice.between(0, TrueTime.MILLI);
      flights.add(new Flight(due, event, trades));
      pumpAt(flights.getFirst().dueNanos);
    }
  }

  private void pumpAt(long nanos) {
    if (nanos < pumpNanos) {
      pumpNanos = nanos;
      world.timeline.at(nanos, () -> pump(nanos));
    }
  }

  private void pump(long due) {
    if (due != pumpNanos) {
      return;
    }
    pumpNanos = Long.MAX_VALUE;
    long now = world.clock.nanos();
    if (!isOpen() || flights.isEmpty()) {
      return;
    }
    boolean held = now < stalledUntil || service.isFull() || service.host.isFrozen();
    if (!held && flights.getFirst().dueNanos <= now) {
      Flight flight = flights.removeFirst();
      service.host.killer.point("before a message is heard");
      service.delivered(flight.trades);
      events.accept(flight.event.get());
    }
    if (!flights.isEmpty()) {
      long next = Math.max(flights.getFirst().dueNanos, stalledUntil);
      next = Math.max(next, service.host.frozenUntil());
      pumpAt(Math.max(next, now + (held ? TrueTime.MILLI : 1_000)));
    }
  }
}
