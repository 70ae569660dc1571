package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.input.InputLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rows of one message, reused. They wait for its end: only then is it known that it is whole,
 * and which market it is about. One thread.
 *
 * <p>What is kept is bounded: rows that can be no trades, whatever follows, are counted and not
 * kept, and of those that can at most {@link InputLimits#ROWS} are.
 */
final class TradeRows {
  private static final Comparator<Trade> BY_ID = Comparator.comparingLong(TradeRows::number);

  private final ArrayList<TradeRow> rows = new ArrayList<>();
  private final ArrayList<Trade> trades = new ArrayList<>();
  private final RejectedRows rejected = new RejectedRows();
  // Takes what is read of a row beyond the limit.
  private final TradeRow surplusRow = new TradeRow();
  private int count;
  private int whole;
  private int surplus;
  private Optional<Market> around = Optional.empty();
  private boolean foreign;

  void clear() {
    count = 0;
    whole = 0;
    surplus = 0;
    foreign = true;
    around = Optional.empty();
    rejected.clear();
    if (rows.size() > InputLimits.ROWS_REUSED) {
      rows.subList(InputLimits.ROWS_REUSED, rows.size()).clear();
      rows.trimToSize();
      trades.clear();
      trades.trimToSize();
    }
  }

  TradeRow next() {
    if (count == InputLimits.ROWS) {
      surplus++;
      surplusRow.clear();
      return surplusRow;
    }
    if (count == rows.size()) {
      rows.add(new TradeRow());
    }
    TradeRow row = rows.get(count++);
    row.clear();
    return row;
  }

  /** The last one was read to its end. */
  void ended() {
    if (surplus > 0) {
      return;
    }
    TradeRow row = rows.get(count - 1);
    foreign &= row.isForeign();
    Optional<BadInput> fault = row.lastingFault();
    if (fault.isPresent()) {
      rejected.add(fault.get(), row.market());
      count--;
    }
    whole = count;
  }

  /** Counts one that is not even of the kind that rows are. */
  void reject() {
    rejected.add(BadInput.WRONG_SHAPE, Optional.empty());
  }

  /** Takes back the last one: it is not there after all. */
  void drop() {
    if (surplus > 0) {
      surplus--;
    } else {
      count--;
    }
  }

  /** True if none of the rows has anything that a trade consists of. */
  boolean areForeign() {
    return foreign;
  }

  /** Those that name no market are about this one. */
  void about(Optional<Market> market) {
    around = market;
    for (int i = 0; i < count; i++) {
      rows.get(i).about(market);
    }
  }

  /** Says what is wrong with those that are no trades. */
  void blame(DecodeSink heard) {
    for (int i = 0; i < count; i++) {
      TradeRow row = rows.get(i);
      Optional<BadInput> fault = row.fault();
      if (fault.isPresent()) {
        rejected.add(fault.get(), row.market());
      }
    }
    rejected.report(heard, around);
    if (surplus > 0) {
      heard.bad(BadInput.OVERSIZED, Optional.empty(), surplus);
    }
  }

  /** Says the newest trade of each market, as far as its id was read: one name a market. */
  void newest(BiConsumer<Market, TradeId> to) {
    if (count == 1) {
      rows.getFirst().name(to);
      return;
    }
    Map<Market, TradeId> newest = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      rows.get(i).name((market, id) -> newest.merge(market, id, TradeRows::newer));
    }
    newest.forEach(to);
  }

  private static TradeId newer(TradeId a, TradeId b) {
    return number(a) >= number(b) ? a : b;
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
      TradeRow row = rows.get(i);
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
    return number(trade.id());
  }

  private static long number(TradeId id) {
    return switch (id) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }
}
