package btcfeed.application.extend;

import btcfeed.domain.candle.CandlePage;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of {@code btc:candles}: the journal record up to which all pages are complete, and
 * the oldest page of each symbol and interval. One thread.
 */
final class CandleLedger {
  static final String KEY = "btc:candles";

  /** Pages removed at a time; the next changes remove the rest. */
  private static final int MAX_REMOVED = 16;

  private final Map<String, CandlePage> oldest = new TreeMap<>();
  private final Map<String, String> unwritten = new HashMap<>();

  /** The record in a ledger; START if it has none. */
  static JournalId upto(Map<String, String> fields) {
    try {
      return JournalId.parse(fields.getOrDefault(CandlePage.UPTO, "0-0"));
    } catch (IllegalArgumentException none) {
      return JournalId.START;
    }
  }

  /** Starts with the ledger of a store. */
  void take(Map<String, String> fields) {
    fields.forEach((name, value) -> page(name, value).ifPresent(page -> oldest.put(name, page)));
  }

  /** The page exists. */
  void has(CandlePage page) {
    Optional<CandlePage> known = Optional.ofNullable(oldest.get(name(page)));
    if (known.isEmpty() || page.startMs() < known.get().startMs()) {
      put(page);
    }
  }

  /** Expired pages, oldest first of each kind, at most {@link #MAX_REMOVED}. */
  List<CandlePage> expired(long nowMs) {
    List<CandlePage> gone = new ArrayList<>();
    for (CandlePage first : List.copyOf(oldest.values())) {
      long keepFrom = first.interval().oldestPage(nowMs);
      CandlePage page = first;
      while (page.startMs() < keepFrom && gone.size() < MAX_REMOVED) {
        gone.add(page);
        page = page.next();
      }
    }
    return gone;
  }

  /** The oldest page of its kind is removed. */
  void removed(CandlePage page) {
    put(page.next());
  }

  /** The fields to write: the record and what else changed. */
  Map<String, String> fields(JournalId upto) {
    Map<String, String> fields = new HashMap<>(unwritten);
    fields.put(CandlePage.UPTO, upto.toString());
    return fields;
  }

  void written() {
    unwritten.clear();
  }

  private void put(CandlePage page) {
    oldest.put(name(page), page);
    unwritten.put(name(page), Long.toString(page.startMs()));
  }

  private static Optional<CandlePage> page(String name, String value) {
    String[] parts = name.split(":", -1);
    if (parts.length != 2 || !value.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    try {
      Symbol symbol = Symbol.parse(parts[0]);
      return Interval.parse(parts[1])
          .map(interval -> new CandlePage(symbol, interval, Long.parseLong(value)));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static String name(CandlePage page) {
    return page.symbol() + ":" + page.interval().text();
  }
}
