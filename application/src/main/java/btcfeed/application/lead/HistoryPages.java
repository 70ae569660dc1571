package btcfeed.application.lead;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.port.ReadPort.Page;
import btcfeed.domain.port.ReadPort.ReadResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the history of a store page by page: the entries of both streams, by id. */
final class HistoryPages {
  /** Ticks of a page. */
  private static final int SIZE = 2_000;

  private final ReadPort reads;
  private final JournalId end;
  private JournalId at;
  private Optional<Page> current = Optional.empty();
  private boolean failed;

  /** The entries after {@code after}, up to {@code end}. */
  HistoryPages(ReadPort reads, JournalId after, JournalId end) {
    this.reads = reads;
    this.at = after;
    this.end = end;
  }

  /** The page that was read last; empty at the end, or after a failed call. */
  Optional<Page> current() {
    return current;
  }

  /** True if every page was read. */
  boolean ended() {
    return !failed && !end.isAfter(at);
  }

  /** Reads the next page. */
  Optional<Page> next() {
    boolean more = end.isAfter(at) && !failed;
    current = Optional.empty();
    failed = more;
    if (more) {
      current = read().filter(page -> has(page.reached()));
      current.ifPresent(page -> at = page.reached());
      failed = current.isEmpty();
    }
    return current;
  }

  private Optional<Page> read() {
    if (!(reads.between("btc:ticks", at, following(end), SIZE)
        instanceof ReadResult.Found<Page>(Page ticks))) {
      return Optional.empty();
    }
    JournalId upTo = ticks.whole() ? end : ticks.reached();
    List<Entry> entries = new ArrayList<>(ticks.entries());
    JournalId from = at;
    while (true) {
      if (!(reads.between("btc:gaps", from, following(upTo), SIZE)
          instanceof ReadResult.Found<Page>(Page gaps))) {
        return Optional.empty();
      }
      entries.addAll(gaps.entries());
      if (gaps.whole()) {
        entries.sort(Comparator.comparing(Entry::id));
        return Optional.of(new Page(entries, upTo, ticks.whole()));
      }
      from = gaps.reached();
    }
  }

  /** False if the store was emptied or restored since the reading began. */
  private boolean has(JournalId id) {
    return reads.fields("btc:feed") instanceof ReadResult.Found<Map<String, String>>(var feed)
        && !id.isAfter(JournalId.parse(feed.getOrDefault("last_id", JournalId.START.toString())));
  }

  private static JournalId following(JournalId id) {
    return new JournalId(id.ms(), id.seq() + 1);
  }
}
