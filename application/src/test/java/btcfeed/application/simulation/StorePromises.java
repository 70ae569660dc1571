package btcfeed.application.simulation;

import btcfeed.application.replicate.SenderOptions;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one store owes: the journal's ticks and gaps from their beginning on, in its order, without
 * a hole, and soon while nothing is wrong with it. Where the journal had to let go of records
 * before a store had them, it may lack those and no others.
 */
final class StorePromises {
  /** Time to come back after whatever was wrong. */
  static final long SETTLED = 12 * HostClock.SECOND;

  private static final long SOON = 1_500 * HostClock.MILLI;

  private final World world;
  private final StoreServer store;
  private final JournalPromises journal;
  private final Map<Market, Long> newestUs = new LinkedHashMap<>();
  private long contents;
  private int seen;
  private int next;
  private int seenGaps;
  private int nextGap;

  StorePromises(World world, StoreServer store, JournalPromises journal) {
    this.world = world;
    this.store = store;
    this.journal = journal;
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

  void check(int droppedTicks, int droppedGaps, long aliveFor) {
    if (store.contents() != contents) {
      forget();
    }
    checkTicks(droppedTicks);
    checkGaps(droppedGaps);
    if (store.wellFor() > SETTLED && aliveFor > SETTLED && !isUpToDate()) {
      throw new Violation(
          "G5 never blocked",
          store.name.text()
              + " is well and has "
              + next
              + " ticks, the journal had more "
              + SOON / HostClock.MILLI
              + " ms ago: "
              + journal.ticks().get(next).entry());
    }
  }

  private void forget() {
    contents = store.contents();
    seen = 0;
    next = 0;
    seenGaps = 0;
    nextGap = 0;
    newestUs.clear();
  }

  private void checkTicks(int dropped) {
    for (Entry entry : store.memory.ticksFrom(seen)) {
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
              && journal.book(market).has(latest.get().trade());
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

  /** Nothing is missing at its end but what the journal has let go of. */
  boolean isComplete(int droppedTicks, int droppedGaps) {
    return Math.max(next, droppedTicks) == journal.ticks().size()
        && Math.max(nextGap, droppedGaps) == journal.gaps().size();
  }
}
