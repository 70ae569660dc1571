package btcfeed.application.simulation;

import btcfeed.domain.journal.Mutation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets things go wrong, of the kinds it was given, at times and places that chance decides. */
final class Chaos {
  private static final long MEAN = 900 * TrueTime.MILLI;

  /** With one or two kinds: what follows a fault is to end before the next one. */
  private static final long MEAN_OF_FEW = 6 * TrueTime.SECOND;

  private final World world;
  private final Dice dice;
  private final List<Fault> kinds;
  private final List<Exchange> exchanges;
  private final List<StoreServer> stores;
  private final Fleet fleet;
  private boolean over;

  Chaos(
      World world,
      Set<Fault> kinds,
      List<Exchange> exchanges,
      List<StoreServer> stores,
      Fleet fleet) {
    this.world = world;
    this.dice = world.dice.split();
    this.kinds = List.copyOf(kinds);
    this.exchanges = exchanges;
    this.stores = stores;
    this.fleet = fleet;
  }

  /** Before the service runs: what can go wrong with the very first trades. */
  void prepare() {
    if (kinds.contains(Fault.VENUE_SENDS_WRONG_IDS) && dice.chance(0.5)) {
      exchanges.stream()
          .filter(Exchange::counts)
          .forEach(exchange -> exchange.wrong.wrongIdsFirst(exchange.ledgers));
    }
  }

  void begin() {
    if (!kinds.isEmpty()) {
      world.timeline.in(dice.exponential(kinds.size() > 2 ? MEAN : MEAN_OF_FEW), this::strike);
    }
  }

  /** From now on nothing goes wrong any more, and what was wrong is not. */
  void end() {
    over = true;
    stores.forEach(StoreServer::calm);
    exchanges.forEach(Exchange::calm);
    fleet.instances().forEach(Instance::calm);
  }

  private void strike() {
    if (over) {
      return;
    }
    Fault fault = dice.pick(kinds);
    world.trace.note(() -> "FAULT " + fault);
    strike(fault);
    begin();
  }

  private void strike(Fault fault) {
    Exchange exchange = dice.pick(exchanges);
    StoreServer store = dice.pick(stores);
    switch (fault) {
      case LINE_LOSES -> counting().ifPresent(wire -> wire.lose((int) dice.between(1, 5)));
      case LINE_REPEATS -> wire(exchange).ifPresent(wire -> wire.repeat((int) dice.between(1, 5)));
      case LINE_REORDERS -> counting().ifPresent(wire -> wire.reorder((int) dice.between(1, 5)));
      case LINE_STALLS -> wire(exchange).ifPresent(wire -> wire.stall(dice.millis(50, 3_000)));
      case LINE_BREAKS -> wire(exchange).ifPresent(Wire::cut);
      case LINE_BREAKS_WITHIN -> wire(exchange).ifPresent(Wire::cutWithin);
      case LINE_DIES -> wire(exchange).ifPresent(Wire::die);
      case LINE_IS_CLOSED ->
          wire(exchange)
              .ifPresent(wire -> wire.closeWithin(Duration.ofMillis(dice.between(500, 10_000))));
      case VENUE_REFUSES -> exchange.refuse(dice.millis(500, 8_000));
      case VENUE_IS_GONE -> {
        exchange.refuse(dice.millis(500, 20_000));
        List.copyOf(exchange.wires()).forEach(Wire::cut);
      }
      case VENUE_IS_QUIET -> exchange.quiet(dice.millis(1_000, 25_000));
      case VENUE_DROPS_TRADES ->
          exchanges.stream()
              .filter(Exchange::counts)
              .forEach(one -> one.dropTrades(dice.millis(500, 20_000)));
      case VENUE_SENDS_WRONG_TIMES -> exchange.wrong.wrongTimes((int) dice.between(1, 5));
      case VENUE_SENDS_WRONG_IDS ->
          exchanges.stream()
              .filter(Exchange::counts)
              .forEach(one -> one.wrong.wrongIds((int) dice.between(1, 5)));
      case HISTORY_FAILS -> exchange.archive.fail(dice.millis(500, 8_000));
      case HISTORY_LAGS -> exchange.archive.lag();
      case STORE_DOWN -> away(store, StoreServer.Mood.DOWN);
      case STORE_FREEZES -> away(store, StoreServer.Mood.FROZEN);
      case STORE_FULL -> away(store, StoreServer.Mood.FULL);
      case STORE_SLOW -> store.slow(dice.millis(500, 5_000));
      case STORE_LOSES_ANSWERS -> store.loseAnswers((int) dice.between(1, 4));
      case STORE_IS_EMPTIED -> store.meddle(store.memory::empty);
      case STORE_RESTARTS_EMPTY -> {
        store.meddle(store.memory::empty);
        away(store, StoreServer.Mood.DOWN);
      }
      case STORE_RESTARTS -> {
        store.become(StoreServer.Mood.DOWN);
        world.timeline.in(dice.millis(1, 500), () -> wellAgain(store));
      }
      case STORE_GOES_BACK -> goBack(store);
      case STORE_LOSES_TICKS -> store.meddle(store.memory::forgetTicks);
      case STORE_LOSES_MARKS -> store.meddle(store.memory::forgetCursor);
      case STORE_ANSWERS_NONSENSE -> away(store, StoreServer.Mood.CONFUSED);
      case STORE_ANSWERS_NONSENSE_ONCE -> store.confuse((int) dice.between(1, 4));
      case BOTH_STORES_DOWN -> stores.forEach(one -> away(one, StoreServer.Mood.DOWN));
      case JOURNAL_FAILS -> fleet.pick(dice).failDisk(fleet.isOne(), dice.millis(50, 3_000));
      case SERVICE_DIES -> fleet.pick(dice).killer.killAfter(dice.between(0, 40));
      case CLOCK_FORWARD -> fleet.pick(dice).clock.setWall(dice.between(1_000, 7_200_000_000L));
      case CLOCK_BACK -> fleet.pick(dice).clock.setWall(-dice.between(1_000, 7_200_000_000L));
      case KEYS_ARE_CHANGED -> {
        for (long left = dice.between(1, 20); left > 0; left--) {
          Mutation change = Keys.change(dice);
          fleet.pick(dice).service().ifPresent(service -> service.change(change));
        }
      }
      case HOST_IS_LOST -> {
        Instance host = fleet.pick(dice);
        host.loseDiskAtEnd();
        host.killer.killAfter(dice.between(0, 40));
      }
      case HOST_FREEZES -> fleet.pick(dice).freeze(dice.millis(100, 12_000));
      case HOST_LOSES_A_STORE -> cutOff(fleet.pick(dice), store, dice.millis(100, 15_000));
      case HOST_LOSES_BOTH_STORES -> {
        Instance host = fleet.pick(dice);
        long nanos = dice.millis(100, 15_000);
        stores.forEach(one -> cutOff(host, one, nanos));
      }
      case HOST_LOSES_THE_VENUES -> {
        Instance host = fleet.pick(dice);
        host.cutOffVenues(dice.millis(100, 15_000));
        for (Exchange one : exchanges) {
          one.wires().stream().filter(wire -> wire.isOf(host)).toList().forEach(this::lose);
        }
      }
      case SERVICE_IS_STOPPED -> {
        Instance host = fleet.pick(dice);
        if (kinds.contains(Fault.HOST_IS_LOST) && dice.chance(0.4)) {
          host.loseDiskAtEnd();
        }
        fleet.handOver(host);
      }
      case DISKS_ARE_SMALL -> {}
      case DISK_FILLS_UP -> fleet.pick(dice).failDisk(true, dice.millis(50, 3_000));
    }
  }

  private void away(StoreServer store, StoreServer.Mood mood) {
    if (store.mood() == StoreServer.Mood.WELL) {
      store.become(mood);
      world.timeline.in(dice.millis(100, 20_000), () -> wellAgain(store));
    }
  }

  private void cutOff(Instance host, StoreServer store, long nanos) {
    StoreServer.Mood as = dice.chance(0.5) ? StoreServer.Mood.DOWN : StoreServer.Mood.UNANSWERING;
    host.cutOff(store.name, as, nanos);
  }

  private void lose(Wire wire) {
    if (dice.chance(0.5)) {
      wire.cut();
    } else {
      wire.die();
    }
  }

  private void wellAgain(StoreServer store) {
    if (!over) {
      store.become(StoreServer.Mood.WELL);
    }
  }

  private void goBack(StoreServer store) {
    var snapshot = store.memory.save();
    world.timeline.in(
        dice.millis(100, 20_000),
        () -> {
          if (!over) {
            world.trace.note(() -> store.name.text() + " goes back to a snapshot");
            store.meddle(() -> store.memory.restore(snapshot));
          }
        });
  }

  private Optional<Wire> counting() {
    return exchanges.stream().filter(Exchange::counts).findFirst().flatMap(this::wire);
  }

  private Optional<Wire> wire(Exchange exchange) {
    List<Wire> wires = exchange.wires();
    return wires.isEmpty() ? Optional.empty() : Optional.of(dice.pick(wires));
  }
}
