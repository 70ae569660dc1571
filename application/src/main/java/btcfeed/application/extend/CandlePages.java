package btcfeed.application.extend;

import btcfeed.domain.candle.Burst;
import btcfeed.domain.candle.CandlePage;
import btcfeed.domain.candle.CandleState;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.journal.MutationRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The pages in memory, by key, and which of their buckets changed since the last write. One thread.
 */
final class CandlePages {
  /** Most pages in memory: those of fifteen symbols, and some for late trades. */
  static final int MAX_PAGES = 96;

  private final Map<CandlePage, Sheet> sheets = new LinkedHashMap<>(MAX_PAGES, 0.75f, true);

  private static final class Sheet {
    final NavigableMap<Long, CandleState> buckets;
    final TreeSet<Long> changed = new TreeSet<>();

    Sheet(NavigableMap<Long, CandleState> buckets) {
      this.buckets = buckets;
    }
  }

  boolean holds(CandlePage page) {
    return sheets.containsKey(page);
  }

  /** Starts with the contents of a page in the stores. */
  void take(CandlePage page, Map<String, String> fields) {
    sheets.put(page, new Sheet(CandlePage.buckets(fields)));
  }

  /** Counts a burst in a page in memory; trades that are counted already change nothing. */
  void count(CandlePage page, Burst burst) {
    Sheet sheet = sheet(page);
    long start = page.interval().bucketOf(burst.startMs());
    Optional<CandleState> before = Optional.ofNullable(sheet.buckets.get(start));
    CandleState after =
        before.map(bucket -> bucket.plus(burst)).orElseGet(() -> CandleState.of(burst));
    if (before.isEmpty() || after.upto().isAfter(before.get().upto())) {
      sheet.buckets.put(start, after);
      sheet.changed.add(start);
    }
  }

  boolean full() {
    return sheets.size() >= MAX_PAGES;
  }

  /** Pages that changed since they were {@link #written}. */
  List<CandlePage> changed() {
    return sheets.entrySet().stream()
        .filter(entry -> !entry.getValue().changed.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The mutations for a page, each within the size limit; the last one has the journal record. */
  List<Mutation> changes(CandlePage page, JournalId upto) {
    Sheet sheet = sheet(page);
    List<Mutation> changes = new ArrayList<>();
    int reserved = CandlePage.UPTO.length() + JournalId.MAX_TEXT_LENGTH;
    Map<String, String> fields = new HashMap<>();
    int size = reserved;
    for (Map.Entry<Long, CandleState> bucket : sheet.buckets.entrySet()) {
      if (!sheet.changed.contains(bucket.getKey())) {
        continue;
      }
      String name = bucket.getKey().toString();
      String text = bucket.getValue().text();
      int more = name.length() + text.length();
      boolean fits =
          size + more <= MutationRules.MAX_VALUE && fields.size() + 1 < MutationRules.MAX_FIELDS;
      if (!fits) {
        changes.add(new Mutation.HashSet(page.key(), fields));
        fields.clear();
        size = reserved;
      }
      fields.put(name, text);
      size += more;
    }
    fields.put(CandlePage.UPTO, upto.toString());
    changes.add(new Mutation.HashSet(page.key(), fields));
    return changes;
  }

  /** The changes are in the journal. */
  void written(CandlePage page) {
    sheet(page).changed.clear();
  }

  /** Drops the pages not used for longest that have no changes; true if there were any. */
  boolean makeRoom() {
    int before = sheets.size();
    Iterator<Sheet> oldestFirst = sheets.values().iterator();
    while (sheets.size() > MAX_PAGES / 2 && oldestFirst.hasNext()) {
      if (oldestFirst.next().changed.isEmpty()) {
        oldestFirst.remove();
      }
    }
    return sheets.size() < before;
  }

  private Sheet sheet(CandlePage page) {
    return Optional.ofNullable(sheets.get(page)).orElseThrow();
  }
}
