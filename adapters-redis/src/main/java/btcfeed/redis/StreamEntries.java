package btcfeed.redis;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.port.ReadPort.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns entries of {@code btc:ticks} and {@code btc:gaps} back into journal records. */
final class StreamEntries {
  private static final List<String> TICK_FIELDS =
      List.of(
          "venue",
          "symbol",
          "trade_id",
          "price",
          "quantity",
          "side",
          "exchange_time_us",
          "receive_time_us",
          "origin");
  private static final List<String> GAP_FIELDS =
      List.of("venue", "symbol", "from_id", "to_id", "since_us", "until_us", "state", "trades");

  private StreamEntries() {}

  /** Decodes the answer of {@code read.lua}. An entry of another program is left out. */
  static Page page(String stream, List<String> texts, JournalId after, int limit) {
    List<Entry> entries = new ArrayList<>();
    JournalId reached = after;
    int count = 0;
    int at = 0;
    try {
      while (at + 1 < texts.size()) {
        reached = JournalId.parse(texts.get(at));
        int size = Integer.parseInt(texts.get(at + 1));
        at += 2;
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < size; i += 2) {
          fields.put(texts.get(at + i), texts.get(at + i + 1));
        }
        at += size;
        count++;
        add(stream, reached, fields, entries);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException otherShape) {
      return new Page(entries, reached, true);
    }
    return new Page(entries, reached, count < limit);
  }

  private static void add(
      String stream, JournalId id, Map<String, String> fields, List<Entry> into) {
    boolean tick = stream.equals("btc:ticks");
    List<String> strings = new ArrayList<>(List.of(tick ? "t" : "g", id.toString()));
    (tick ? TICK_FIELDS : GAP_FIELDS).forEach(name -> strings.add(fields.getOrDefault(name, "")));
    try {
      into.add(RecordFormat.parse(strings));
    } catch (IllegalArgumentException foreign) {
      // Another program wrote this entry.
    }
  }
}
