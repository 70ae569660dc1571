package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import java.util.ArrayList;
import java.util.List;

/** Notes what a decoder recovers from the beginning of a message. */
public final class RecoveredTrades implements PartialDecodeSink {
  public final List<Trade> trades = new ArrayList<>();
  public final List<String> cut = new ArrayList<>();

  /** What a decoder recovers from the beginning of a message. */
  public static RecoveredTrades of(FrameDecoder decoder, byte[] beginning, boolean binary) {
    RecoveredTrades recovered = new RecoveredTrades();
    if (binary) {
      decoder.decodeCutBinary(beginning, beginning.length, recovered);
    } else {
      decoder.decodeCut(beginning, beginning.length, recovered);
    }
    return recovered;
  }

  /**
   * Asserts that these are the first trades of the complete message, or the last ones if it begins
   * with the newest.
   */
  void requireBeginningOf(List<Trade> whole) {
    int all = whole.size();
    int some = trades.size();
    assertThat(some).isLessThanOrEqualTo(all);
    assertThat(trades).isIn(whole.subList(0, some), whole.subList(all - some, all));
    assertThat(cut).hasSizeLessThanOrEqualTo(1);
    assertThat(whole)
        .extracting(trade -> trade.market() + " " + trade.id().text())
        .containsAll(cut);
    assertThat(trades)
        .extracting(trade -> trade.market() + " " + trade.id().text())
        .doesNotContainAnyElementsOf(cut.isEmpty() ? List.of("none") : cut);
  }

  @Override
  public void trade(Trade trade) {
    trades.add(trade);
  }

  @Override
  public void cut(Market market, TradeId id) {
    cut.add(market + " " + id.text());
  }
}
