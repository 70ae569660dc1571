package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;

/**
 * What the followers owe when the leader dies or freezes: a new tick in both stores soon, if the
 * venue trades, and the stores and a follower have been well.
 */
final class TakeoverPromises {
  /** The lease, and a second for all else. */
  private static final long SOON = 3 * TrueTime.SECOND;

  /** What a follower received up to here has to be in the stores. */
  private static final long RECEIVED = 2 * TrueTime.SECOND;

  /** For how long stores and followers have been well before the loss, to have settled. */
  private static final long SETTLED = 3 * TrueTime.SECOND;

  private final World world;
  private final Fleet fleet;
  private final List<StoreServer> stores;
  private Optional<Instance> leader = Optional.empty();
  private Optional<Service> leading = Optional.empty();
  private Optional<Loss> loss = Optional.empty();
  private int held;

  /**
   * The leader is lost.
   *
   * @param timeUs by the venue's clock
   */
  private record Loss(Instance leader, long nanos, long timeUs) {}

  TakeoverPromises(World world, Fleet fleet, List<StoreServer> stores) {
    this.world = world;
    this.fleet = fleet;
    this.stores = stores;
  }

  /** How many takeovers were checked. */
  int held() {
    return held;
  }

  /** After every step. */
  void check() {
    if (isLost()) {
      loss = Optional.of(new Loss(leader.get(), world.clock.nanos(), world.clock.trueUs()));
      leader = Optional.empty();
    }
    if (loss.isPresent() && world.clock.nanos() - loss.get().nanos() >= SOON) {
      check(loss.get());
      loss = Optional.empty();
    }
    List<Instance> leaders = fleet.leaders();
    boolean one = leaders.size() == 1 && !leaders.getFirst().isFrozen();
    leader = one ? Optional.of(leaders.getFirst()) : Optional.empty();
    leading = leader.flatMap(Instance::service);
  }

  /** True if it died or froze in this step; one that steps down or is stopped is not lost. */
  private boolean isLost() {
    return leader.isPresent()
        && (leader.get().isFrozen()
            || (leader.get().service().isEmpty()
                && leading.filter(last -> !last.isClosing()).isPresent()));
  }

  private void check(Loss lost) {
    long since = world.clock.nanos() - lost.nanos();
    // Another instance that takes the lease and is lost as well delays all others.
    boolean once =
        lost.leader().isGoneSince(lost.nanos())
            && fleet.instances().stream()
                .allMatch(
                    one ->
                        one == lost.leader()
                            || (one.isUndisturbedSince(lost.nanos())
                                && one.history().worksFor() > since));
    boolean storesWell = stores.stream().allMatch(store -> store.wellFor() > since + SETTLED);
    if (!once || !storesWell) {
      return;
    }
    // What only another follower received is fetched by the new leader, or published as missing.
    List<Instance> leaders = fleet.leaders();
    Optional<Trade> received =
        fleet.instances().stream()
            .filter(one -> one != lost.leader() && one.wellFor() > since + SETTLED)
            .filter(one -> leaders.isEmpty() || leaders.contains(one))
            .filter(one -> one.history().worksFor() > since + TrueTime.SECOND)
            .flatMap(one -> one.history().received(lost.nanos(), lost.nanos() + RECEIVED).stream())
            .findFirst();
    if (received.isEmpty()) {
      return;
    }
    held++;
    for (StoreServer store : stores) {
      if (store.memory.ticks().reversed().stream().noneMatch(entry -> isNewer(entry, lost))) {
        throw new Violation(
            "a follower takes over",
            SOON / TrueTime.MILLI
                + " ms after "
                + lost.leader().name()
                + " was lost, the "
                + store.name.text()
                + " has no new tick, and a follower had received "
                + received.get());
      }
    }
  }

  private static boolean isNewer(Entry entry, Loss lost) {
    return entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
        && tick.trade().exchangeTimeUs() >= lost.timeUs();
  }
}
