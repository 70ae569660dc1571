package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.input.InputLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rows of one message. They are kept until the message ends: only then it is known to be
 * complete, and its market too. Reused, one thread.
 *
 * <p>At most {@link InputLimits#ROWS} rows are kept. Rows that cannot be trades are only counted.
 */
public final class TradeRows {
  // Ids that are no numbers tell no order; their trades are ordered by time.
  private static final Comparator<Trade> OLDEST_FIRST =
      Comparator.<Trade>comparingLong(trade -> number(trade.id()))
          .thenComparingLong(Trade::exchangeTimeUs);

  private final ArrayList<TradeRow> rows = new ArrayList<>();
  private final ArrayList<Trade> trades = new ArrayList<>();
  // Of the rows that are no valid trades: the first few, and counts of the rest by reason. A count
  // is an array of one element, so that counting allocates nothing.
  private final List<Rejected> rejected = new ArrayList<>();
  private final Map<BadInput, int[]> moreRejected = new EnumMap<>(BadInput.class);
  // Receives the fields of rows beyond the limit.
  private final TradeRow surplusRow = new TradeRow();
  private int count;
  private int whole;
  private int surplus;
  private Optional<Market> common = Optional.empty();
  private boolean foreign;

  private record Rejected(BadInput reason, Optional<Market> market) {}

  public void clear() {
    count = 0;
    whole = 0;
    surplus = 0;
    foreign = true;
    common = Optional.empty();
    if (!rejected.isEmpty()) {
      rejected.clear();
      moreRejected.clear();
    }
    if (rows.size() > InputLimits.ROWS_REUSED) {
      rows.subList(InputLimits.ROWS_REUSED, rows.size()).clear();
      rows.trimToSize();
      trades.clear();
      trades.trimToSize();
    }
  }

  public TradeRow next() {
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

  /** The last row is complete. */
  public void ended() {
    if (surplus > 0) {
      return;
    }
    TradeRow row = rows.get(count - 1);
    foreign &= row.isForeign();
    Optional<BadInput> fault = row.lastingFault();
    if (fault.isPresent()) {
      reject(fault.get(), row.market());
      count--;
    }
    whole = count;
  }

  /** Counts a value that is no object. */
  public void reject() {
    reject(BadInput.WRONG_SHAPE, Optional.empty());
  }

  private void reject(BadInput reason, Optional<Market> market) {
    if (rejected.size() < InputLimits.REJECTED_ROWS_REPORTED) {
      rejected.add(new Rejected(reason, market));
    } else {
      moreRejected.computeIfAbsent(reason, _ -> new int[1])[0]++;
    }
  }

  /** Removes the last row. */
  void dropLast() {
    if (surplus > 0) {
      surplus--;
    } else {
      count--;
    }
  }

  /** True if no row has a field of a trade. */
  boolean areForeign() {
    return foreign;
  }

  /** Sets the market of the rows that name none. */
  public void about(Optional<Market> market) {
    common = market;
    for (int i = 0; i < count; i++) {
      rows.get(i).about(market);
    }
  }

  /**
   * The trades, oldest first, valid until the next call. Reports the rows that are no valid trades.
   */
  public List<Trade> trades(DecodeSink sink) {
    List<Trade> valid = read(count);
    if (!rejected.isEmpty() || surplus > 0) {
      report(sink);
    }
    return valid;
  }

  /** Reports the first rejected rows one by one, so that a million empty rows make few reports. */
  private void report(DecodeSink sink) {
    for (Rejected row : rejected) {
      sink.bad(row.reason(), row.market().or(() -> common).map(Market::symbol), 1);
    }
    moreRejected.forEach((reason, rest) -> sink.bad(reason, common.map(Market::symbol), rest[0]));
    if (surplus > 0) {
      sink.bad(BadInput.OVERSIZED, common.map(Market::symbol), surplus);
    }
  }

  /** Passes on the newest id of each market. */
  void newest(BiConsumer<Market, TradeId> sink) {
    if (count == 1) {
      rows.getFirst().name(sink);
      return;
    }
    Map<Market, TradeId> newest = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      rows.get(i).name((market, id) -> newest.merge(market, id, TradeRows::newer));
    }
    newest.forEach(sink);
  }

  private static TradeId newer(TradeId a, TradeId b) {
    return number(a) >= number(b) ? a : b;
  }

  /** The complete trades of a message that was cut. */
  public List<Trade> wholeTrades() {
    return read(whole);
  }

  /** Passes on market and id of the trade that was cut, if there is one. */
  public void nameOfCut(BiConsumer<Market, TradeId> sink) {
    if (whole < count) {
      rows.get(count - 1).name(sink);
    }
  }

  private List<Trade> read(int rowCount) {
    trades.clear();
    boolean ascending = true;
    for (int i = 0; i < rowCount; i++) {
      TradeRow row = rows.get(i);
      Optional<BadInput> fault = row.fault();
      if (fault.isPresent()) {
        reject(fault.get(), row.market());
      } else {
        Trade trade = row.trade();
        ascending &= trades.isEmpty() || OLDEST_FIRST.compare(trades.getLast(), trade) <= 0;
        trades.add(trade);
      }
    }
    if (!ascending) {
      trades.sort(OLDEST_FIRST);
    }
    return trades;
  }

  private static long number(TradeId id) {
    return switch (id) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }
}
