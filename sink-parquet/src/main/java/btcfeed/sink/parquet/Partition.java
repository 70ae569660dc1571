package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.sink.SinkRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.schema.MessageType;

/**
 * Which folder has a record: {@code ticks/day=2026-12-01/market=binance_BTC-USDT}.
 *
 * <p>The day is that of the record's id, when the feed accepted it. Ids increase, so what lies
 * after a cursor is in its day or in later ones. The venue's time of a trade shows no such order.
 *
 * @param epochDay in UTC
 */
record Partition(boolean ticks, long epochDay, Market market) {
  static final String TICKS = "ticks";
  static final String GAPS = "gaps";
  static final List<String> TABLES = List.of(TICKS, GAPS);

  private static final String DAY = "day=";

  static Partition of(SinkRecord row) {
    return new Partition(row instanceof SinkRecord.Tick, epochDay(row.id()), row.market());
  }

  Path in(Path root) {
    return foldersIn(root).getLast();
  }

  /** The folders from the root to that of the files. */
  List<Path> foldersIn(Path root) {
    Path table = root.resolve(ticks ? TICKS : GAPS);
    Path day = table.resolve(dayName(epochDay));
    return List.of(
        root, table, day, day.resolve("market=" + market.venue() + "_" + market.symbol()));
  }

  MessageType schema() {
    return ticks ? Schemas.TICKS : Schemas.GAPS;
  }

  /** True if this folder of a day may have records after this one. */
  static boolean mayHaveAfter(Path day, JournalId after) {
    String name = String.valueOf(day.getFileName());
    return name.startsWith(DAY) && name.compareTo(dayName(epochDay(after))) >= 0;
  }

  private static String dayName(long epochDay) {
    return DAY + LocalDate.ofEpochDay(epochDay);
  }

  private static long epochDay(JournalId id) {
    return TimeUnit.MILLISECONDS.toDays(id.ms());
  }
}
