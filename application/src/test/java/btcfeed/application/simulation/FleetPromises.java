package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.market.Trade;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What several instances owe together: one leads, the others have copies of its journal, and both
 * stores are equal.
 */
final class FleetPromises {
  /** How far a copy may be behind. */
  private static final long BEHIND = 2 * TrueTime.SECOND;

  private final World world;
  private final Fleet fleet;
  private final List<StorePromises> stores;

  FleetPromises(World world, Fleet fleet, List<StorePromises> stores) {
    this.world = world;
    this.fleet = fleet;
    this.stores = stores;
  }

  /** Why they are not one leader with its followers; empty if they are. */
  Optional<String> unsettled() {
    List<Instance> leaders = fleet.leaders();
    if (leaders.size() != 1) {
      return Optional.of(leaders.size() + " instances lead");
    }
    for (Instance instance : fleet.instances()) {
      if (instance.service().isEmpty()) {
        return Optional.of(instance.name() + " is not running");
      }
      if (instance.isFrozen()) {
        return Optional.of(instance.name() + " is frozen");
      }
      if (!instance.service().get().isInSync()) {
        return Optional.of(instance.name() + " is not in sync");
      }
    }
    return copies(leaders.getFirst(), BEHIND);
  }

  /** What differs once nothing happens any more. */
  Optional<String> different(Instance leader) {
    return copies(leader, 0)
        .or(() -> storesDiffer(leader))
        .or(
            () ->
                stores.stream()
                    .flatMap(store -> store.twice().stream())
                    .findFirst()
                    .map(trade -> trade + " stands twice in a store"))
        .or(() -> stores.stream().flatMap(store -> lost(store, leader).stream()).findFirst());
  }

  private static Optional<String> lost(StorePromises store, Instance leader) {
    Optional<Trade> lost =
        store.lost(
            leader.history(), trade -> isPublished(leader.history().book(trade.market()), trade));
    return lost.map(trade -> store.store().name.text() + " had " + trade + ", and it is gone");
  }

  /** Also true of what is older than a journal that began anew, without any history to copy. */
  private static boolean isPublished(MarketBook book, Trade trade) {
    int place = book.ledger.place(trade.id());
    return !book.ledger.made(trade) || book.isInGap(place) || book.isForgone(place);
  }

  private Optional<String> storesDiffer(Instance leader) {
    List<Entry> one = stores.getFirst().store().memory.ticks();
    List<Entry> other = stores.getLast().store().memory.ticks();
    boolean limited =
        fleet.instances().stream().anyMatch(instance -> instance.history().droppedTicks() > 0)
            || leader.history().droppedTicks() > 0;
    return one.equals(other) || (limited && isEndOf(one, other))
        ? Optional.empty()
        : Optional.of(
            "the stores have "
                + one.size()
                + " and "
                + other.size()
                + " ticks, from "
                + first(one)
                + " and "
                + first(other));
  }

  private static Optional<Entry> first(List<Entry> entries) {
    return entries.stream().findFirst();
  }

  private static boolean isEndOf(List<Entry> a, List<Entry> b) {
    List<Entry> longer = a.size() > b.size() ? a : b;
    List<Entry> shorter = a.size() > b.size() ? b : a;
    return longer.subList(longer.size() - shorter.size(), longer.size()).equals(shorter);
  }

  private Optional<String> copies(Instance leader, long behind) {
    for (Instance follower : fleet.instances()) {
      if (follower != leader) {
        int most = leader.history().ticksBefore(world.clock.nanos() - behind);
        Optional<String> differs =
            differs(
                leader.history().ticks().stream()
                    .map(JournalPromises.Ticked::entry)
                    .limit(behind == 0 ? Long.MAX_VALUE : most)
                    .toList(),
                follower.history().ticks().stream().map(JournalPromises.Ticked::entry).toList());
        if (differs.isEmpty() && behind == 0) {
          differs = differs(leader.history().gaps(), follower.history().gaps());
        }
        if (differs.isPresent()) {
          return Optional.of(
              follower.name() + " is no copy of " + leader.name() + ": " + differs.get());
        }
      }
    }
    return Optional.empty();
  }

  /** How a copy differs from the end of what the leader has; it may begin later or earlier. */
  private static Optional<String> differs(List<Entry> leaders, List<Entry> copy) {
    if (leaders.isEmpty()) {
      return Optional.empty();
    }
    if (copy.isEmpty()) {
      return Optional.of("it is empty");
    }
    Entry first =
        Stream.of(leaders.getFirst(), copy.getFirst())
            .max(Comparator.comparing(Entry::id))
            .orElseThrow();
    Function<List<Entry>, List<Entry>> from =
        all -> all.stream().filter(entry -> !first.id().isAfter(entry.id())).toList();
    List<Entry> a = from.apply(leaders);
    List<Entry> b = from.apply(copy);
    for (int i = 0; i < a.size(); i++) {
      if (i >= b.size() || !a.get(i).equals(b.get(i))) {
        return Optional.of(
            (i >= b.size() ? "it lacks " : "it has " + b.get(i) + " for ") + a.get(i));
      }
    }
    return Optional.empty();
  }
}
