package btcfeed.application.simulation;

import btcfeed.application.replicate.SenderOptions;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one store owes: the ticks and gaps of its writer's journal from their beginning on, in its
 * order, without a hole, and soon while nothing is wrong with it. Where the journal had to let go
 * of records before a store had them, it may lack those and no others. What is older than the
 * journal may stand before them.
 */
final class StorePromises {
  /** Time to come back after whatever was wrong. */
  static final long SETTLED = 12 * TrueTime.SECOND;

  private static final long SOON = 1_500 * TrueTime.MILLI;

  private final World world;
  private final StoreServer store;
  private final Fleet fleet;
  private final Map<Market, Long> newestUs = new LinkedHashMap<>();

  /** What it had at some time since it last lost something by itself, or for good. */
  private final Set<Trade> had = new HashSet<>();

  /** The journal of the instance that wrote it last. */
  private JournalPromises journal;

  private long contents;
  private long cuts;
  private long journalCuts;
  private long writes;
  private int seen;
  private int next;
  private int seenGaps;
  private int nextGap;

  StorePromises(World world, StoreServer store, Fleet fleet) {
    this.world = world;
    this.store = store;
    this.fleet = fleet;
    this.journal = fleet.instances().getFirst().history();
  }

  StoreServer store() {
    return store;
  }

  /** How many of the journal's ticks it has come to. */
  int reached() {
    return next;
  }

  /** When its newest price was received, in order or ahead of a backlog. */
  long newestHeardNanos() {
    long newest = next == 0 ? Long.MIN_VALUE : journal.ticks().get(next - 1).newestHeardNanos();
    for (MarketBook book : journal.books()) {
      Optional<PriceTick> latest =
          store.memory.latest(book.ledger.market).filter(tick -> tick.origin() != Origin.BACKFILL);
      if (latest.isPresent()) {
        newest = Math.max(newest, book.heardNanos(latest.get().trade()));
      }
    }
    return newest;
  }

  /** True if it has every tick that is not brand new. */
  boolean isUpToDate() {
    return next >= journal.ticksBefore(world.clock.nanos() - SOON);
  }

  /** True if it lacks no more than one batch, which is what counts as having all. */
  boolean isWithinABatch() {
    return next
        >= journal.ticksBefore(world.clock.nanos() - SOON) - SenderOptions.DEFAULT.batchRecords();
  }

  /** After every step. */
  void check() {
    if (store.contents() != contents) {
      had.clear();
      forget();
    }
    if (fleet.isOne() || store.writes() != writes) {
      writes = store.writes();
      // What an instance sent before it followed may arrive late; the leader removes it.
      fleet.leadersHistory(store.writer()).ifPresent(this::checkAgainst);
    }
    for (Instance instance : fleet.instances()) {
      long wellFor = fleet.isOne() ? instance.aliveFor() : instance.leadingWellFor();
      if (store.wellFor() > SETTLED && wellFor > SETTLED && !isTakenFrom(instance)) {
        checkUpToDate(instance);
      }
    }
  }

  /** True if another leader has it: until the instance notices that, it believes that it leads. */
  private boolean isTakenFrom(Instance instance) {
    return fleet
        .leadersHistory(store.writer())
        .filter(writers -> writers != instance.history())
        .isPresent();
  }

  private void checkAgainst(JournalPromises writers) {
    if (journal != writers || journal.cuts() != journalCuts || store.cuts() != cuts) {
      journal = writers;
      forget();
    }
    checkTicks(journal.droppedTicks());
    checkGaps(journal.droppedGaps());
  }

  private void checkUpToDate(Instance leader) {
    if (journal != leader.history() || !isUpToDate()) {
      checkAgainst(leader.history());
    }
    if (!isUpToDate()) {
      throw new Violation(
          "G5 never blocked",
          store.name.text()
              + " is well and has "
              + next
              + " ticks, the journal had more "
              + SOON / TrueTime.MILLI
              + " ms ago: "
              + journal.ticks().get(next).entry());
    }
  }

  private void forget() {
    contents = store.contents();
    cuts = store.cuts();
    journalCuts = journal.cuts();
    seen = 0;
    next = 0;
    seenGaps = 0;
    nextGap = 0;
    newestUs.clear();
  }

  private void checkTicks(int dropped) {
    for (Entry entry : store.memory.ticksFrom(seen)) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)) {
        had.add(tick.trade());
      }
      if (!fleet.isOne() && isOlder(entry, journal.firstTick())) {
        seen++;
        continue;
      }
      while (next < Math.min(dropped, journal.ticks().size())
          && !journal.ticks().get(next).entry().equals(entry)) {
        next++;
      }
      if (next >= journal.ticks().size() || !journal.ticks().get(next).entry().equals(entry)) {
        throw new Violation(
            "G4 same everywhere",
            store.name.text() + " has " + entry + " where the journal has " + journalAt(next));
      }
      next++;
      seen++;
      checkLatest(entry);
    }
  }

  private String journalAt(int place) {
    return place < journal.ticks().size()
        ? journal.ticks().get(place).entry().toString()
        : "nothing";
  }

  private void checkLatest(Entry entry) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)) {
      Market market = tick.trade().market();
      newestUs.merge(market, tick.trade().exchangeTimeUs(), Math::max);
      Optional<PriceTick> latest = store.memory.latest(market);
      boolean honest =
          latest.isPresent()
              && latest.get().trade().exchangeTimeUs()
                  >= newestUs.getOrDefault(market, Long.MIN_VALUE)
              && (!fleet.isOne() || journal.book(market).has(latest.get().trade()));
      if (!honest) {
        throw new Violation(
            "the latest price is the newest",
            store.name.text() + " says " + latest + " at " + tick);
      }
    }
  }

  private void checkGaps(int dropped) {
    for (Entry gap : store.memory.gapsFrom(seenGaps)) {
      seenGaps++;
      if (!fleet.isOne() && isOlder(gap, journal.gaps().stream().findFirst())) {
        continue;
      }
      while (nextGap < Math.min(dropped, journal.gaps().size())
          && !journal.gaps().get(nextGap).equals(gap)) {
        nextGap++;
      }
      if (nextGap >= journal.gaps().size() || !journal.gaps().get(nextGap).equals(gap)) {
        throw new Violation(
            "G4 same everywhere", store.name.text() + " has a gap the journal has not: " + gap);
      }
      nextGap++;
    }
  }

  /** True if the journal begins after this entry, which an earlier leader wrote. */
  private static boolean isOlder(Entry entry, Optional<Entry> first) {
    return first.filter(oldest -> oldest.id().isAfter(entry.id())).isPresent();
  }

  /** Nothing is missing at its end but what the journal has let go of. */
  boolean isComplete(Instance leader) {
    checkAgainst(leader.history());
    return Math.max(next, journal.droppedTicks()) == journal.ticks().size()
        && Math.max(nextGap, journal.droppedGaps()) == journal.gaps().size();
  }

  /** A trade that it had and that is not in this journal, though it lost nothing by itself. */
  Optional<Trade> lost(JournalPromises leaders, Predicate<Trade> published) {
    return had.stream()
        .filter(trade -> !published.test(trade) && !leaders.book(trade.market()).has(trade))
        .min(Comparator.comparingLong(Trade::exchangeTimeUs));
  }

  /** A trade that stands in it twice. */
  Optional<Trade> twice() {
    Set<String> ids = new HashSet<>();
    for (Entry entry : store.memory.ticks()) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
          && !ids.add(tick.trade().market() + " " + tick.trade().id().text())) {
        return Optional.of(tick.trade());
      }
    }
    return Optional.empty();
  }
}
