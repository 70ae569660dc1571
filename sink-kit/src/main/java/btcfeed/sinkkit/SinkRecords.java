package btcfeed.sinkkit;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.util.List;
import java.util.stream.IntStream;

/** Records to test sinks with. */
public final class SinkRecords {
  /** The market of odd ticks. */
  public static final Market BINANCE = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));

  /** The market of even ticks. */
  public static final Market KRAKEN = new Market(new Venue("kraken"), Symbol.parse("BTC-USD"));

  private static final long START_MS = 1_789_295_134_225L;

  private SinkRecords() {}

  /** The id of the {@code number}th record. */
  public static JournalId id(int number) {
    return new JournalId(START_MS + number, 0);
  }

  /** The {@code number}th tick, one a millisecond. */
  public static SinkRecord tick(int number) {
    long timeUs = (START_MS + number) * 1_000;
    return tick(
        number,
        new Trade(
            number % 2 == 0 ? KRAKEN : BINANCE,
            TradeId.of(number),
            new Price(7_674_500 + number, 2),
            new Quantity(65_000, 8),
            number % 3 == 0 ? Side.BUY : Side.SELL,
            timeUs),
        Origin.LIVE);
  }

  private static SinkRecord tick(int number, Trade trade, Origin origin) {
    return new SinkRecord.Tick(
        id(number), new PriceTick(trade, trade.exchangeTimeUs() + 1_500, origin));
  }

  /** Ticks numbered {@code from} to {@code to}. */
  public static List<SinkRecord> ticks(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(SinkRecords::tick).toList();
  }

  /** Records with every kind of value, numbered 1 to 8. */
  public static List<SinkRecord> unusual() {
    Gap counted = new Gap(11, Long.MAX_VALUE, 5, 9, Gap.State.OPEN, 0);
    Gap timed = Gap.ofTime(5, Long.MAX_VALUE, Gap.State.UNREPAIRABLE, 17);
    return List.of(
        tick(1, trade(TradeId.of(0), new Price(1, 18), new Quantity(1, 0)), Origin.BACKFILL),
        tick(
            2,
            trade(
                TradeId.of("\"\\,;'a-_.:/+=9"),
                new Price(999_999_999_999_999_999L, 8),
                new Quantity(999_999_999_999_999_999L, 18)),
            Origin.RECOVERED),
        tick(
            3,
            trade(TradeId.of(Long.MAX_VALUE), new Price(100, 2), new Quantity(10, 1)),
            Origin.LIVE),
        new SinkRecord.GapChange(id(4), BINANCE, counted),
        new SinkRecord.GapChange(id(5), KRAKEN, timed),
        new SinkRecord.GapChange(
            new JournalId(id(6).ms(), Long.MAX_VALUE),
            BINANCE,
            new Gap(11, Long.MAX_VALUE, 5, 9, Gap.State.CLOSED, 3)),
        tick(7),
        tick(8));
  }

  private static Trade trade(TradeId id, Price price, Quantity quantity) {
    return new Trade(KRAKEN, id, price, quantity, Side.UNKNOWN, START_MS * 1_000);
  }

  /** Who wrote these records: a leader with this epoch, from the start. */
  public static Lineage ledBy(long epoch) {
    return Lineage.NONE.ledBy(epoch, "instance-" + epoch, JournalId.START);
  }

  /** A batch of these records, which a leader with this epoch wrote. */
  public static SinkBatch batch(long epoch, List<SinkRecord> records) {
    return new SinkBatch(epoch, records, new SinkCursor(records.getLast().id(), ledBy(epoch)));
  }
}
