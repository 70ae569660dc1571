package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rows of one message, reused. They wait for its end: only then is it known that it is whole,
 * and which market it is about. One thread.
 */
final class Rows {
  private static final Comparator<Trade> BY_ID = Comparator.comparingLong(Rows::number);

  private final List<Row> rows = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();
  private int count;
  private int whole;

  void clear() {
    count = 0;
    whole = 0;
  }

  Row next() {
    if (count == rows.size()) {
      rows.add(new Row());
    }
    Row row = rows.get(count++);
    row.clear();
    return row;
  }

  /** The last one was read to its end. */
  void ended() {
    whole++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Those that name no market are about this one. */
  void about(Optional<Market> market) {
    for (int i = 0; i < count; i++) {
      rows.get(i).about(market);
    }
  }

  /** Says what is wrong with those that are no trades. */
  void blame(Heard heard) {
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i);
      row.fault().ifPresent(reason -> heard.bad(reason, row.market().map(Market::symbol)));
    }
  }

  /** Says which trades these are, as far as that was read. */
  void names(BiConsumer<Market, TradeId> to) {
    for (int i = 0; i < count; i++) {
      rows.get(i).name(to);
    }
  }

  /** The trades, ids ascending, good until the next call. */
  List<Trade> trades() {
    return read(count);
  }

  /** Of a message that was cut, the trades that were read to their end. */
  List<Trade> wholeTrades() {
    return read(whole);
  }

  /** Says which trade was cut, if one was. */
  void cutName(BiConsumer<Market, TradeId> to) {
    if (whole < count) {
      rows.get(count - 1).name(to);
    }
  }

  private List<Trade> read(int of) {
    trades.clear();
    boolean ascending = true;
    long last = 0;
    for (int i = 0; i < of; i++) {
      Row row = rows.get(i);
      if (row.fault().isEmpty()) {
        Trade trade = row.trade();
        trades.add(trade);
        ascending &= number(trade) >= last;
        last = number(trade);
      }
    }
    if (!ascending) {
      trades.sort(BY_ID);
    }
    return trades;
  }

  /** Ids that only name stay as they were sent. */
  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }
}
