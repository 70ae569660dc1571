package btcfeed.testsupport;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an {@link InMemoryStore} holds, besides the values of mutations. */
final class StoreMemory {
  final List<Entry> ticks = new ArrayList<>();
  final List<Entry> gaps = new ArrayList<>();
  final Map<Market, PriceTick> latest = new HashMap<>();
  Cursors cursors = Cursors.NONE;
  JournalId lastMutation = JournalId.START;
  JournalId lastTick = JournalId.START;
  JournalId lastGap = JournalId.START;
  Leases leases = new Leases();

  /**
   * The writer's notes.
   *
   * @param lease the holder of the lease
   * @param claimed the lease under which the store was claimed last
   */
  record Cursors(
      WriterLease lease,
      WriterLease claimed,
      Lineage lineage,
      JournalId last,
      JournalId tick,
      JournalId gap) {
    static final Cursors NONE =
        new Cursors(
            WriterLease.NONE_YET,
            WriterLease.NONE_YET,
            Lineage.NONE,
            JournalId.START,
            JournalId.START,
            JournalId.START);

    Cursors heldBy(WriterLease holder) {
      return new Cursors(holder, claimed, lineage, last, tick, gap);
    }
  }

  StoreMemory copy() {
    StoreMemory copy = new StoreMemory();
    copy.ticks.addAll(ticks);
    copy.gaps.addAll(gaps);
    copy.latest.putAll(latest);
    copy.cursors = cursors;
    copy.lastMutation = lastMutation;
    copy.lastTick = lastTick;
    copy.lastGap = lastGap;
    copy.leases = leases.copy();
    return copy;
  }

  void apply(Entry entry, InMemoryValues values) {
    switch (entry.event()) {
      case JournalEvent.Ticked _ -> {
        if (entry.id().isAfter(lastTick)) {
          ticks.add(entry);
          lastTick = entry.id();
        }
        applyLatest(entry);
      }
      case JournalEvent.GapChanged _ -> {
        if (entry.id().isAfter(lastGap)) {
          gaps.add(entry);
          lastGap = entry.id();
        }
      }
      case JournalEvent.Checkpointed _ -> {}
      case JournalEvent.Mutated(Mutation mutation) -> {
        if (entry.id().isAfter(lastMutation)) {
          values.apply(mutation);
          lastMutation = entry.id();
        }
      }
    }
  }

  void applyLatest(Entry entry) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)) {
      latest.merge(
          tick.trade().market(),
          tick,
          (old, next) ->
              next.trade().exchangeTimeUs() >= old.trade().exchangeTimeUs() ? next : old);
    }
  }

  /** Removes at most {@code most} of the entries after an id; returns the new cursor. */
  JournalId cut(JournalId after, int most) {
    int room = most;
    while (room-- > 0 && newest().isAfter(after)) {
      List<Entry> stream = lastTick.isAfter(lastGap) ? ticks : gaps;
      stream.removeLast();
      lastTick = lastId(ticks);
      lastGap = lastId(gaps);
    }
    return newest().isAfter(after) ? newest() : after;
  }

  private JournalId newest() {
    return lastTick.isAfter(lastGap) ? lastTick : lastGap;
  }

  private static JournalId lastId(List<Entry> entries) {
    return entries.isEmpty() ? JournalId.START : entries.getLast().id();
  }
}
