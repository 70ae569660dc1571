package btcfeed.domain.candle;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trades of one symbol in one second, in the order of the journal. A burst changes each bucket
 * once, whatever its number of trades. One thread.
 */
public final class Burst {
  private final Symbol symbol;
  private final long startMs;
  private final List<JournalId> ids = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();
  private Optional<Candle> candle = Optional.empty();

  /** Starts with the first trade. */
  public Burst(JournalId id, Trade trade) {
    this.symbol = trade.market().symbol();
    this.startMs = secondOf(trade);
    ids.add(id);
    trades.add(trade);
  }

  public Symbol symbol() {
    return symbol;
  }

  /** The second, by the venues' clocks, Unix milliseconds. */
  public long startMs() {
    return startMs;
  }

  /** Adds the symbol's next trade if it is in the same second. */
  public boolean add(JournalId id, Trade trade) {
    if (secondOf(trade) != startMs) {
      return false;
    }
    candle = Optional.empty();
    ids.add(id);
    trades.add(trade);
    return true;
  }

  /** As a bucket of its own. */
  CandleState bucket() {
    return new CandleState(candle(), ids.getLast());
  }

  /** Merged into a bucket, which may contain some of these trades already. */
  CandleState mergedInto(CandleState bucket) {
    if (ids.getFirst().isAfter(bucket.upto())) {
      return new CandleState(bucket.candle().and(candle()), ids.getLast());
    }
    CandleState all = bucket;
    for (int i = 0; i < ids.size(); i++) {
      all = all.plus(ids.get(i), trades.get(i));
    }
    return all;
  }

  private Candle candle() {
    if (candle.isEmpty()) {
      candle = Optional.of(Candle.of(trades));
    }
    return candle.get();
  }

  private static long secondOf(Trade trade) {
    return Interval.SECOND.bucketOf(Math.floorDiv(trade.exchangeTimeUs(), 1_000));
  }
}
