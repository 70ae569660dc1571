package btcfeed.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
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
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.List;
import java.util.stream.IntStream;

/** Records, and calls that must succeed, for the tests of stores. */
public final class StoreFixtures {
  /** The market of {@link #ticks}. */
  public static final Market MARKET = new Market(new Venue("binance"), new Symbol("BTC", "USDT"));

  /** The writer of most tests. */
  public static final WriterLease LEASE = new WriterLease(3, "journal-a", 1_700_000_000_000_000L);

  private StoreFixtures() {}

  /** Ticks numbered {@code from} to {@code to}, one a second. */
  public static Batch ticks(int from, int to) {
    return Batch.of(IntStream.rangeClosed(from, to).mapToObj(StoreFixtures::tick).toList());
  }

  /** The {@code number}th tick. */
  public static Entry tick(int number) {
    Trade trade =
        new Trade(
            MARKET,
            TradeId.of(number),
            new Price(7_674_500 + number, 2),
            new Quantity(65_000, 8),
            Side.BUY,
            1_789_295_134_225_000L + number * 1_000_000L);
    return new Entry(
        id(number),
        new JournalEvent.Ticked(new PriceTick(trade, trade.exchangeTimeUs() + 1_500, Origin.LIVE)));
  }

  /** The id of the {@code number}th record. */
  public static JournalId id(int number) {
    return new JournalId(1_789_295_134_000L + number / 4, number % 4);
  }

  /** A gap as the {@code number}th record. */
  public static Entry gap(int number) {
    Gap gap = new Gap(5, 9, 1_000_000, 2_000_000, Gap.State.OPEN, 0);
    return new Entry(id(number), new JournalEvent.GapChanged(MARKET, gap));
  }

  /** A checkpoint as the {@code number}th record. */
  public static Entry checkpoint(int number) {
    return new Entry(
        id(number),
        new JournalEvent.Checkpointed(MARKET, new SequenceCheckpoint.Sequential(3, 1_000_000, "")));
  }

  /** The ids of the records numbered {@code from} to {@code to}. */
  public static List<JournalId> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(StoreFixtures::id).toList();
  }

  /** The position, which must be readable. */
  public static StorePosition at(PricePort port) {
    return switch (port.position()) {
      case PositionResult.At(StorePosition position) -> position;
      case PositionResult.Failed(Failure failure) -> throw new AssertionError(failure);
    };
  }

  /** Reads the position and takes the lease, which must succeed. */
  public static void claim(PricePort port, WriterLease lease, JournalId after) {
    assertThat(port.claim(lease, Lineage.NONE, after, at(port)))
        .isEqualTo(new Outcome.Applied(after));
  }

  /** Applies a batch, which must succeed. */
  public static void applied(PricePort port, Batch batch, JournalId after) {
    assertThat(port.apply(batch, after)).isEqualTo(new Outcome.Applied(batch.last()));
  }
}
