package btcfeed.redis;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.port.ReadPort.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns entries of {@code btc:ticks} and {@code btc:gaps} into the records they were made of. */
final class StreamEntries {
  private static final List<String> TICK =
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
  private static final List<String> GAP =
      List.of("venue", "symbol", "from_id", "to_id", "since_us", "until_us", "state", "trades");

  private StreamEntries() {}

  /** What {@code read.lua} answered. An entry that is no record of ours is left out. */
  static Page page(String stream, List<String> said, JournalId after, int limit) {
    List<Entry> entries = new ArrayList<>();
    JournalId reached = after;
    int looked = 0;
    int at = 0;
    try {
      while (at + 1 < said.size()) {
        reached = JournalId.parse(said.get(at));
        int count = Integer.parseInt(said.get(at + 1));
        at += 2;
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < count; i += 2) {
          fields.put(said.get(at + i), said.get(at + i + 1));
        }
        at += count;
        looked++;
        add(stream, reached, fields, entries);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException otherShape) {
      return new Page(entries, reached, true);
    }
    return new Page(entries, reached, looked < limit);
  }

  private static void add(
      String stream, JournalId id, Map<String, String> fields, List<Entry> into) {
    boolean tick = stream.equals("btc:ticks");
    List<String> strings = new ArrayList<>(List.of(tick ? "t" : "g", id.toString()));
    (tick ? TICK : GAP).forEach(name -> strings.add(fields.getOrDefault(name, "")));
    try {
      into.add(RecordFormat.parse(strings));
    } catch (IllegalArgumentException foreign) {
      // Somebody else's entry: there is nothing to read back from it.
    }
  }
}
