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
 * Reads back what the journal lacks and a store has, under the same ids, before the journal is
 * recovered from: the sequences then know those trades, and none of them is accepted again.
 *
 * <p>The journal lacks records where it was damaged. It also lacks records behind its newest if a
 * store's mark is further, as after a power cut, or after a segment was deleted: nothing in the
 * files tells of that, so the stores are asked at every start.
 *
 * <p>Only a store that this journal wrote is believed, and no further than its mark. The first
 * answer that fails ends the questions of one attempt to that store. Bounds: the newest {@value
 * #MOST_RECORDS} records of all that are missing. Used by one thread, before the first step of
 * anything; it asks the stores at the same time.
 */
public final class StoreImport {
  /** Records read back, at most. */
  public static final int MOST_RECORDS = 200_000;

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
  private boolean believed;
  private boolean ahead;
  private boolean tooMany;
  private String why = "no store is configured";

  /**
   * Makes it.
   *
   * @param head hears how far the stores are, so that no id is given twice
   * @param instance the journal's name
   * @param together runs all of these, at the same time if it can, and returns when all are done
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
   * True if the journal is known to lack something: it was damaged, or a store that has answered is
   * further. Then it is worth waiting for stores that do not answer.
   */
  public synchronized boolean isNeeded() {
    return ahead || !journal.lostRanges().isEmpty();
  }

  /**
   * Asks each store that was not asked to the end yet; true once all were.
   *
   * @param inTime asked before each page of entries; once it says false, the attempt ends
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

  /** Puts back what was found, and reports it, or that no store could be asked. */
  public synchronized void finish() {
    head.raiseFloor(furthest);
    if (!isNeeded()) {
      return;
    }
    if (believed || !found.isEmpty()) {
      restore(List.copyOf(found.values()));
    }
    if (!believed) {
      log.report(new FeedEvent.JournalNotRestored(why));
    } else if (tooMany) {
      log.report(
          new FeedEvent.JournalNotRestored("more than " + MOST_RECORDS + " records are missing"));
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
      case PricePort.Reading.Failed(Failure failure) -> failed(failure.detail());
      case PricePort.Reading.At(StorePosition at) -> {
        if (!at.lease().instance().equals(instance)) {
          failed("the " + replica.name().text() + " store was not written from this journal");
          asked(replica.name());
        } else {
          stands(at);
          if (readRanges(replica.store().reads(), at, inTime)) {
            believe(replica.name());
          }
        }
      }
    }
  }

  private boolean readRanges(ReadPort reads, StorePosition at, BooleanSupplier inTime) {
    for (LostRange range : ranges()) {
      if (!read(reads, "btc:ticks", range, at.appliedTicks(), inTime)
          || !read(reads, "btc:gaps", range, at.appliedGaps(), inTime)) {
        return false;
      }
    }
    return true;
  }

  /** Where records may be missing: what was damaged, and all that is behind the newest. */
  private List<LostRange> ranges() {
    List<LostRange> ranges = new ArrayList<>(journal.lostRanges());
    if (ranges.isEmpty() || !ranges.getLast().before().equals(LostRange.END)) {
      ranges.add(new LostRange(journal.status().newest(), LostRange.END));
    }
    return ranges;
  }

  private boolean read(
      ReadPort reads, String stream, LostRange range, JournalId mark, BooleanSupplier inTime) {
    // Entries behind the mark are another program's.
    JournalId before = mark.isAfter(range.before()) ? range.before() : mark.next(0);
    JournalId after = range.after();
    while (before.isAfter(after.next(0))) {
      if (!inTime.getAsBoolean()) {
        failed("reading it back took too long");
        return false;
      }
      switch (reads.between(stream, after, before, PAGE)) {
        case ReadPort.Answer.Failed<ReadPort.Page>(var failure) -> {
          failed(failure.detail());
          return false;
        }
        case ReadPort.Answer.Found<ReadPort.Page>(var page) -> {
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

  private synchronized void stands(StorePosition at) {
    furthest = at.applied().isAfter(furthest) ? at.applied() : furthest;
    JournalId newest = journal.status().newest();
    ahead |= at.appliedTicks().isAfter(newest) || at.appliedGaps().isAfter(newest);
  }

  private synchronized void add(List<Entry> entries) {
    entries.forEach(entry -> found.put(entry.id(), entry));
    while (found.size() > MOST_RECORDS) {
      tooMany = true;
      found.remove(found.firstKey());
    }
  }

  private synchronized void failed(String detail) {
    why = detail;
  }

  private synchronized void believe(StoreName store) {
    believed = true;
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
