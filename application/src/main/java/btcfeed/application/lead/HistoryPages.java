package btcfeed.application.lead;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
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
  /** Ticks of a page: many, because each page also costs the other calls of {@link #read}. */
  private static final int SIZE = 10_000;

  private static final String LAST_GAP = "last_gap_id";

  private final ReadPort reads;
  private final JournalId end;
  private final boolean led;
  private final boolean gapsRequired;
  private JournalId at;
  private Optional<Page> current = Optional.empty();
  private boolean failed;
  private boolean lacking;

  /**
   * The entries after {@code after}, up to {@code end}. Ends before ticks that another program has
   * deleted: the records from there on are no history that a journal may claim to have.
   *
   * @param led true if a leader fills the streams again; what is left is read otherwise
   */
  HistoryPages(ReadPort reads, JournalId after, JournalId end, boolean led) {
    this.led = led;
    this.gapsRequired = led || !after.equals(JournalId.START);
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

  /** True if entries after what was read are deleted. */
  boolean lacking() {
    return lacking;
  }

  /** Reads the next page. */
  Optional<Page> next() {
    boolean more = end.isAfter(at) && !failed;
    current = Optional.empty();
    failed = more;
    if (more) {
      current = read().map(page -> lacking ? beforeDeleted(page) : page);
      current = current.filter(page -> !lacking || (!led && page.reached().isAfter(at)));
      current.ifPresent(page -> at = page.reached());
      failed = lacking || current.isEmpty();
    }
    return current;
  }

  private Optional<Page> read() {
    if (!(reads.between("btc:ticks", at, following(end), SIZE)
        instanceof ReadResult.Found<Page>(Page ticks))) {
      return Optional.empty();
    }
    JournalId upTo = ticks.whole() ? end : ticks.reached();
    Optional<Page> page = Optional.of(new Page(ticks.entries(), upTo, ticks.whole()));
    Optional<Map<String, String>> feed = feed();
    // Gaps are rare. Later ones have ids after this page.
    if (feed.filter(this::mayHaveGaps).isPresent()) {
      page = page.flatMap(this::withGaps);
      feed = feed();
    }
    return feed.isPresent() && page.isPresent() && has(page.get(), feed.get())
        ? page
        : Optional.empty();
  }

  private boolean mayHaveGaps(Map<String, String> feed) {
    return !feed.containsKey(LAST_GAP) || id(feed, LAST_GAP).isAfter(at);
  }

  private Optional<Page> withGaps(Page ticks) {
    List<Entry> entries = new ArrayList<>(ticks.entries());
    JournalId from = at;
    while (true) {
      if (!(reads.between("btc:gaps", from, following(ticks.reached()), SIZE)
          instanceof ReadResult.Found<Page>(Page gaps))) {
        return Optional.empty();
      }
      entries.addAll(gaps.entries());
      if (gaps.whole()) {
        entries.sort(Comparator.comparing(Entry::id));
        return Optional.of(new Page(entries, ticks.reached(), ticks.whole()));
      }
      from = gaps.reached();
    }
  }

  /** Read after a page, so that it shows whether the store still had all of it. */
  private Optional<Map<String, String>> feed() {
    return reads.fields("btc:feed") instanceof ReadResult.Found<Map<String, String>>(var feed)
        ? Optional.of(feed)
        : Optional.empty();
  }

  /** False if the store was emptied or restored since the reading began, or lost entries. */
  private boolean has(Page page, Map<String, String> feed) {
    if (page.reached().isAfter(id(feed, "last_id"))) {
      return false;
    }
    boolean lacksGaps = gapsRequired && lacks(page, id(feed, LAST_GAP));
    lacking = lacksGaps || lacks(page, id(feed, "last_tick_id"));
    return !lacksGaps;
  }

  /** The entries up to the last tick that is left. */
  private Page beforeDeleted(Page page) {
    JournalId last =
        page.entries().stream()
            .filter(entry -> entry.event() instanceof JournalEvent.Ticked)
            .map(Entry::id)
            .reduce(at, (_, later) -> later);
    return new Page(
        page.entries().stream().filter(entry -> !entry.id().isAfter(last)).toList(), last, true);
  }

  /** True if the last entry of a stream should be in this page, and is not. */
  private boolean lacks(Page page, JournalId last) {
    return last.ms() > 0
        && last.isAfter(at)
        && !last.isAfter(page.reached())
        && page.entries().stream().noneMatch(entry -> entry.id().equals(last));
  }

  static JournalId id(Map<String, String> feed, String field) {
    return JournalId.parse(feed.getOrDefault(field, JournalId.START.toString()));
  }

  private static JournalId following(JournalId id) {
    return new JournalId(id.ms(), id.seq() + 1);
  }
}
