package btcfeed.application.lead;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.lead.Voters.Reached;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent.RoleEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.port.ReadPort.ReadResult;
import btcfeed.domain.store.LeaseView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes the journal a copy of a store's history: removes records that the history does not have,
 * and copies those that the journal lacks, under the same ids. One thread.
 */
final class HistoryCopy {
  private static final long WORTH_A_REPORT = 1_000;

  /** Records of one append, so that even the longest fit, and the lines soon get their turn. */
  private static final int AT_ONCE = 2_000;

  private static final JournalId END = new JournalId(Long.MAX_VALUE, Long.MAX_VALUE);

  private final JournalPort journal;
  private final Ingest ingest;
  private final FeedLog log;
  private final Consumer<List<Runnable>> together;

  /**
   * Up to here the journal has everything that the store has, although its last record is older.
   */
  private JournalId copied = JournalId.START;

  private boolean reachesBack;

  /**
   * @param together runs all of these, in parallel if possible, and returns when all are done
   */
  HistoryCopy(JournalPort journal, Ingest ingest, FeedLog log, Consumer<List<Runnable>> together) {
    this.journal = journal;
    this.ingest = ingest;
    this.log = log;
    this.together = together;
  }

  /** Up to where the journal has everything that was copied or written. */
  JournalId end() {
    JournalId newest = journal.status().newest();
    return copied.isAfter(newest) ? copied : newest;
  }

  /** Forgets the terms whose records the journal does not have, as after a power cut. */
  void begin() {
    note(journal.lineage().until(journal.status().newest()));
  }

  /** True if the store has a history that counts more than the journal, and was out of reach. */
  boolean isOutranked(Reached store) {
    return !store.view().end().equals(JournalId.START)
        && store.view().lineage().isUnrelatedAndOlder(journal.lineage())
        && !hasLostTicks(store);
  }

  /**
   * Copies what the journal lacks of the history that counts: of the last leader, from the store
   * that has most of it. A store that has lost its ticks comes last, because another one may still
   * have them.
   *
   * @param led true if another instance leads now: then its history counts, whatever the journal
   *     has
   * @return false if the store or the journal failed; the rest is copied with the next call
   */
  boolean copy(List<Reached> stores, boolean led) {
    if (led && !areUnrelated(stores)) {
      return Voters.best(stores).map(best -> copy(best, true)).orElse(true);
    }
    Map<Boolean, List<Reached>> byLoss =
        Voters.withStreams(stores).stream()
            .collect(Collectors.partitioningBy(HistoryCopy::hasLostTicks));
    List<Reached> whole = byLoss.getOrDefault(false, List.of());
    List<Reached> lost = byLoss.getOrDefault(true, List.of());
    return Voters.best(whole).map(best -> copy(best, led)).orElse(true)
        && ((led && !whole.isEmpty())
            || Voters.best(lost).map(best -> copy(best, led)).orElse(true));
  }

  private static boolean areUnrelated(List<Reached> stores) {
    List<Lineage> lineages =
        stores.stream()
            .map(store -> store.view().lineage())
            .filter(lineage -> !lineage.equals(Lineage.NONE))
            .toList();
    return lineages.stream().anyMatch(one -> lineages.stream().anyMatch(one::isUnrelatedAndOlder));
  }

  /** True if another program has deleted the last entries of btc:ticks. */
  private static boolean hasLostTicks(Reached store) {
    ReadPort reads = store.voter().replica().orElseThrow().store().reads();
    if (!(reads.fields("btc:feed") instanceof ReadResult.Found<Map<String, String>>(var feed))) {
      return false;
    }
    JournalId last = HistoryPages.id(feed, "last_tick_id");
    return last.ms() > 0
        && reads.between("btc:ticks", new JournalId(last.ms() - 1, Long.MAX_VALUE), END, 1)
            instanceof ReadResult.Found<ReadPort.Page>(ReadPort.Page page)
        && page.entries().isEmpty();
  }

  private boolean copy(Reached store, boolean led) {
    Replica from = store.voter().replica().orElseThrow();
    LeaseView view = store.view();
    if (view.end().equals(JournalId.START)) {
      // The store is empty. The leader fills it from its journal.
      return true;
    }
    Lineage ours = journal.lineage();
    JournalId end = end();
    // What the leader's own term has is part of the history, even if the store lacks it still.
    JournalId common = ours.commonEnd(end, view.lineage(), led ? END : view.end());
    if (end.isAfter(common)) {
      if (!led && !loses(ours, store, common)) {
        return true;
      }
      if (!cutAfter(common)) {
        return false;
      }
      end = end();
    }
    // The journal may end before the common end: a leader's last ids may be no records of a stream.
    return !view.end().isAfter(end) || read(from, view, end, led);
  }

  /** True if the store has other records after {@code common}, of a later leader. */
  private static boolean loses(Lineage ours, Reached store, JournalId common) {
    LeaseView view = store.view();
    if (!view.end().isAfter(common)) {
      return false;
    }
    return view.lineage().isUnrelatedAndOlder(ours)
        ? !hasLostTicks(store)
        : !ours.isLaterThan(view.lineage()) && !ours.isUnrelatedAndOlder(view.lineage());
  }

  private boolean cutAfter(JournalId common) {
    if (!(ingest.cutAfter(common) instanceof Appended.Done)) {
      return false;
    }
    journal.lineage(journal.lineage().until(common));
    // Nothing may be left, because the oldest records were dropped: then all is copied.
    copied = journal.status().records() == 0 ? JournalId.START : common;
    log.report(new RoleEvent.JournalCut(common));
    return true;
  }

  private boolean read(Replica from, LeaseView view, JournalId after, boolean led) {
    ReadPort reads = from.store().reads();
    if (!reachesBack) {
      switch (reads.between("btc:ticks", JournalId.START, END, 1)) {
        case ReadResult.Failed<ReadPort.Page> _ -> {
          return false;
        }
        case ReadResult.Found<ReadPort.Page>(ReadPort.Page page) -> {
          boolean hole =
              !page.entries().isEmpty()
                  && !after.equals(JournalId.START)
                  && page.entries().getFirst().id().isAfter(after);
          if (hole) {
            // The store no longer has what follows the journal's end.
            return cutAfter(JournalId.START) && read(from, view, JournalId.START, led);
          }
          reachesBack = true;
        }
      }
    }
    HistoryPages pages = new HistoryPages(reads, after, view.end(), led);
    long records = 0;
    Optional<ReadPort.Page> page = pages.next();
    while (page.isPresent()) {
      if (!appendAndRead(page.get(), view, pages)) {
        return false;
      }
      records += page.get().entries().size();
      page = pages.current();
    }
    if (records >= WORTH_A_REPORT) {
      log.report(new RoleEvent.HistoryCopied(from.name(), records));
    }
    // A leader fills the stream again. Without one, this journal counts, with what is left.
    return pages.ended() || (!led && pages.lacking());
  }

  /** Appends a page while the next one is read; false if it was not appended. */
  private boolean appendAndRead(ReadPort.Page page, LeaseView view, HistoryPages pages) {
    AtomicBoolean appended = new AtomicBoolean();
    together.accept(List.of(() -> appended.set(append(page.entries())), pages::next));
    if (appended.get()) {
      copied = page.reached();
      note(view.lineage().until(copied));
    }
    return appended.get();
  }

  private boolean append(List<Entry> entries) {
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      if (!ingest.copy(entries.subList(from, Math.min(from + AT_ONCE, entries.size())))) {
        return false;
      }
    }
    return true;
  }

  private void note(Lineage lineage) {
    if (!journal.lineage().equals(lineage)) {
      journal.lineage(lineage);
    }
  }
}
