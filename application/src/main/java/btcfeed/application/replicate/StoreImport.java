package btcfeed.application.replicate;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.LostRange;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads back what the journal lost and a store still has, under the same ids, before the journal is
 * recovered from: the sequences then know those trades, and none of them is accepted again.
 *
 * <p>Only a store that this journal wrote is believed. It is asked for every lost range; the first
 * answer of a page that fails ends the questions to that store. Bounds: {@value #MOST_RECORDS}
 * records in all. One thread, before the first step of anything.
 */
public final class StoreImport {
  /** Records read back, at most. */
  public static final int MOST_RECORDS = 200_000;

  private static final int PAGE = 500;

  private final JournalPort journal;
  private final List<Replica> replicas;
  private final String instance;
  private final FeedLog log;
  private final Map<JournalId, Entry> found = new TreeMap<>();
  private final Set<StoreName> answered = EnumSet.noneOf(StoreName.class);
  private String why = "no store is configured";

  /**
   * Makes it.
   *
   * @param instance the journal's name
   */
  public StoreImport(JournalPort journal, List<Replica> replicas, String instance, FeedLog log) {
    this.journal = journal;
    this.replicas = List.copyOf(replicas);
    this.instance = instance;
    this.log = log;
  }

  /** True if the journal lost something, so that the stores are to be asked. */
  public boolean isNeeded() {
    return !journal.lostRanges().isEmpty();
  }

  /** Asks each store that has not answered yet; true once all have. */
  public boolean attempt() {
    for (Replica replica : replicas) {
      if (!answered.contains(replica.name()) && ask(replica)) {
        answered.add(replica.name());
      }
    }
    return answered.size() == replicas.size();
  }

  /** Puts back what was found, and reports it, or that no store could be asked. */
  public void finish() {
    if (answered.isEmpty()) {
      log.report(new Happening.JournalNotRestored(why));
    } else {
      restore(List.copyOf(found.values()));
    }
  }

  private boolean ask(Replica replica) {
    ReadPort reads = replica.store().reads();
    return switch (reads.fields("btc:feed")) {
      case ReadPort.Answer.Failed<Map<String, String>>(var failure) -> {
        why = failure.detail();
        yield false;
      }
      case ReadPort.Answer.Found<Map<String, String>>(var feed) -> {
        if (instance.equals(feed.getOrDefault("instance", ""))) {
          yield readRanges(reads);
        }
        why = "the " + replica.name().text() + " store was not written from this journal";
        yield false;
      }
    };
  }

  private boolean readRanges(ReadPort reads) {
    for (LostRange range : journal.lostRanges()) {
      if (!read(reads, "btc:ticks", range) || !read(reads, "btc:gaps", range)) {
        return false;
      }
    }
    return true;
  }

  private boolean read(ReadPort reads, String stream, LostRange range) {
    JournalId after = range.after();
    while (found.size() < MOST_RECORDS) {
      switch (reads.between(stream, after, range.before(), PAGE)) {
        case ReadPort.Answer.Failed<ReadPort.Page>(var failure) -> {
          why = failure.detail();
          return false;
        }
        case ReadPort.Answer.Found<ReadPort.Page>(var page) -> {
          page.entries().forEach(entry -> found.put(entry.id(), entry));
          if (page.whole()) {
            return true;
          }
          after = page.reached();
        }
      }
    }
    return true;
  }

  private void restore(List<Entry> entries) {
    switch (journal.restore(entries)) {
      case Appended.Done _ -> {
        if (!entries.isEmpty()) {
          log.report(new Happening.JournalRestored(journal.status().losses().restored()));
        }
      }
      case Appended.NoRoom(String detail) -> log.report(new Happening.JournalNotRestored(detail));
      case Appended.Failed(String detail) -> log.report(new Happening.JournalNotRestored(detail));
    }
  }
}
