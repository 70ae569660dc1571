package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.LostRange;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Restores records that the journal lacks and a store has, under the same ids. It runs before the
 * journal is recovered, so that the sequences know those trades.
 *
 * <p>The journal lacks records where it was damaged, and behind its newest record if a store is
 * further, as after a power cut. The files do not show the latter, so the stores are asked at every
 * start.
 *
 * <p>A store is trusted as far as its lineage is that of the journal. Behind the newest record,
 * only what this instance wrote is restored: what another leader wrote since is copied when the
 * journal is open. The first failed call ends one attempt with that store. Bound: the newest
 * {@value #MAX_RECORDS} missing records. Used by one thread, which asks the stores in parallel.
 */
public final class StoreImport {
  /** Records restored at most. */
  public static final int MAX_RECORDS = 200_000;

  private static final int PAGE = 500;

  private final JournalPort journal;
  private final JournalHead head;
  private final List<Replica> replicas;
  private final String instance;
  private final FeedLog log;
  private final Consumer<List<Runnable>> together;

  private final TreeMap<JournalId, Entry> found = new TreeMap<>();
  private final Set<StoreName> asked = EnumSet.noneOf(StoreName.class);
  private JournalId furthest = JournalId.START;
  private boolean trusted;
  private boolean ahead;
  private boolean tooMany;
  private String why = "no store is configured";

  /**
   * @param head gets the furthest id of the stores, so that no id is used twice
   * @param instance the name of this instance
   * @param together runs all of these, in parallel if possible, and returns when all are done
   */
  public StoreImport(
      JournalPort journal,
      JournalHead head,
      List<Replica> replicas,
      String instance,
      FeedLog log,
      Consumer<List<Runnable>> together) {
    this.journal = journal;
    this.head = head;
    this.replicas = List.copyOf(replicas);
    this.instance = instance;
    this.log = log;
    this.together = together;
  }

  /**
   * True if the journal lacks records: it was damaged, or a store is further. Then it is worth
   * waiting for stores that do not answer.
   */
  public synchronized boolean isNeeded() {
    return ahead || !journal.lostRanges().isEmpty();
  }

  /**
   * Asks each store that has not answered completely; true once all have.
   *
   * @param inTime false once the attempt must end
   */
  public boolean attempt(BooleanSupplier inTime) {
    List<Runnable> questions = new ArrayList<>();
    for (Replica replica : replicas) {
      if (!isAsked(replica.name())) {
        questions.add(() -> ask(replica, inTime));
      }
    }
    together.accept(questions);
    return replicas.stream().allMatch(replica -> isAsked(replica.name()));
  }

  /** Restores what was found, and reports the result. */
  public synchronized void finish() {
    head.continueAfter(furthest);
    if (!isNeeded()) {
      return;
    }
    if (trusted || !found.isEmpty()) {
      restore(List.copyOf(found.values()));
    }
    if (!trusted) {
      log.report(new FeedEvent.JournalNotRestored(why));
    } else if (tooMany) {
      log.report(
          new FeedEvent.JournalNotRestored("more than " + MAX_RECORDS + " records are missing"));
    }
  }

  private void ask(Replica replica, BooleanSupplier inTime) {
    try {
      askPosition(replica, inTime);
    } catch (RuntimeException strange) {
      failed(strange.toString());
    }
  }

  private void askPosition(Replica replica, BooleanSupplier inTime) {
    switch (replica.store().position()) {
      case PricePort.PositionResult.Failed(Failure failure) -> failed(failure.detail());
      case PricePort.PositionResult.At(StorePosition at) -> {
        JournalId common = journal.lineage().commonEnd(LostRange.END, at.lineage(), at.applied());
        if (common.equals(JournalId.START)) {
          failed("the " + replica.name().text() + " store has another history than this journal");
          asked(replica.name());
        } else {
          boolean ours = at.lease().instance().equals(instance);
          noteFurthest(at, ours ? common : journal.status().newest());
          if (readRanges(replica.store().reads(), at, common, ours, inTime)) {
            trust(replica.name());
          }
        }
      }
    }
  }

  private boolean readRanges(
      ReadPort reads, StorePosition at, JournalId common, boolean ours, BooleanSupplier inTime) {
    for (LostRange range : ranges(ours)) {
      if (!read(reads, "btc:ticks", range, earlier(common, at.appliedTicks()), inTime)
          || !read(reads, "btc:gaps", range, earlier(common, at.appliedGaps()), inTime)) {
        return false;
      }
    }
    return true;
  }

  private static JournalId earlier(JournalId a, JournalId b) {
    return a.isAfter(b) ? b : a;
  }

  /** Where records may be missing: damaged places, and maybe everything behind the newest one. */
  private List<LostRange> ranges(boolean behind) {
    List<LostRange> ranges = new ArrayList<>(journal.lostRanges());
    if (!behind) {
      return ranges;
    }
    if (ranges.isEmpty() || !ranges.getLast().before().equals(LostRange.END)) {
      ranges.add(new LostRange(journal.status().newest(), LostRange.END));
    }
    return ranges;
  }

  private boolean read(
      ReadPort reads, String stream, LostRange range, JournalId last, BooleanSupplier inTime) {
    // Entries after that are of another leader, or of another program.
    JournalId before = last.isAfter(range.before()) ? range.before() : last.next(0);
    JournalId after = range.after();
    while (before.isAfter(after.next(0))) {
      if (!inTime.getAsBoolean()) {
        failed("reading the missing records took too long");
        return false;
      }
      switch (reads.between(stream, after, before, PAGE)) {
        case ReadPort.ReadResult.Failed<ReadPort.Page>(var failure) -> {
          failed(failure.detail());
          return false;
        }
        case ReadPort.ReadResult.Found<ReadPort.Page>(var page) -> {
          add(page.entries());
          if (page.whole()) {
            return true;
          }
          if (!page.reached().isAfter(after)) {
            failed("its entries are out of order");
            return false;
          }
          after = page.reached();
        }
      }
    }
    return true;
  }

  /**
   * @param trusted up to here, the store's records belong into the journal
   */
  private synchronized void noteFurthest(StorePosition at, JournalId trusted) {
    furthest = at.applied().isAfter(furthest) ? at.applied() : furthest;
    JournalId newest = journal.status().newest();
    ahead |=
        earlier(at.appliedTicks(), trusted).isAfter(newest)
            || earlier(at.appliedGaps(), trusted).isAfter(newest);
  }

  private synchronized void add(List<Entry> entries) {
    entries.forEach(entry -> found.put(entry.id(), entry));
    while (found.size() > MAX_RECORDS) {
      tooMany = true;
      found.remove(found.firstKey());
    }
  }

  private synchronized void failed(String detail) {
    why = detail;
  }

  private synchronized void trust(StoreName store) {
    trusted = true;
    asked.add(store);
  }

  private synchronized void asked(StoreName store) {
    asked.add(store);
  }

  private synchronized boolean isAsked(StoreName store) {
    return asked.contains(store);
  }

  private void restore(List<Entry> entries) {
    switch (journal.restore(entries)) {
      case Appended.Done _ -> {
        if (!entries.isEmpty()) {
          log.report(new FeedEvent.JournalRestored(journal.status().losses().restored()));
        }
      }
      case Appended.NoRoom(String detail) -> log.report(new FeedEvent.JournalNotRestored(detail));
      case Appended.Failed(String detail) -> log.report(new FeedEvent.JournalNotRestored(detail));
    }
  }
}
