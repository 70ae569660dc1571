package btcfeed.exchange.history;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.RejectedRow;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.input.InputLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of one history page. Rejected rows count too when the next page is chosen, so that a bad
 * row neither ends the search nor repeats it. Ids and times outside the wanted range have no
 * influence. One thread.
 */
public final class PageRows {
  private static final Comparator<Trade> OLDEST_FIRST =
      Comparator.comparingLong(Trade::exchangeTimeUs)
          .thenComparingLong(
              trade -> trade.id() instanceof TradeId.Numbered(long number) ? number : 0);

  private final Wanted wanted;
  private final List<Trade> trades = new ArrayList<>();
  private final List<RejectedRow> rejected = new ArrayList<>();
  private int count;
  private boolean named;
  private final LongSummaryStatistics ids = new LongSummaryStatistics();
  private final LongSummaryStatistics times = new LongSummaryStatistics();
  private boolean reachesBack;
  private boolean reachesBefore;

  PageRows(Wanted wanted) {
    this.wanted = wanted;
  }

  void trade(Trade trade) {
    if (count < InputLimits.HISTORY_ROWS) {
      trades.add(trade);
    }
    row(Optional.of(trade.id()), OptionalLong.of(trade.exchangeTimeUs()));
  }

  void rejected(Optional<TradeId> id, OptionalLong timeUs, String reason) {
    if (rejected.size() < HistoryPort.MAX_REJECTED_ROWS) {
      rejected.add(new RejectedRow(id, reason));
    }
    row(id, timeUs);
  }

  private void row(Optional<TradeId> id, OptionalLong timeUs) {
    count++;
    named |= id.isPresent();
    timeUs.ifPresent(this::time);
    if (id.isPresent()
        && id.get() instanceof TradeId.Numbered(long number)
        && wanted instanceof Wanted.Ids range) {
      reachesBack |= number <= range.fromId();
      if (range.fromId() <= number && number <= range.toId()) {
        ids.accept(number);
      }
    }
  }

  private void time(long us) {
    reachesBefore |= us < wanted.sinceUs();
    reachesBack |= wanted instanceof Wanted.Times && us <= wanted.sinceUs();
    if (wanted.sinceUs() <= us && us <= wanted.untilUs()) {
      times.accept(us);
    }
  }

  /** The range that was asked for. */
  public Wanted wanted() {
    return wanted;
  }

  /** The number of rows, rejected ones included. */
  public int count() {
    return count;
  }

  /** True if the page has rows, but none with an id. */
  boolean isNonsense() {
    return count > 0 && !named;
  }

  /** The trades, oldest first. */
  public List<Trade> trades() {
    return trades.stream().sorted(OLDEST_FIRST).toList();
  }

  /** The first rows that are no valid trades, bounded. */
  public List<RejectedRow> rejected() {
    return rejected;
  }

  /** The reason of the first rejected row. */
  String firstReason() {
    return rejected.isEmpty() ? "" : rejected.getFirst().reason();
  }

  /** The wanted ids on the page: the lowest and the highest. */
  LongSummaryStatistics ids() {
    return ids;
  }

  /** The wanted times on the page, Unix microseconds: the earliest and the latest. */
  LongSummaryStatistics times() {
    return times;
  }

  /** True if a row is at least as old as the oldest wanted trade. */
  public boolean reachesBack() {
    return reachesBack;
  }

  /** True if a row has an earlier time than the oldest wanted trade: for times in full seconds. */
  public boolean reachesBefore() {
    return reachesBefore;
  }
}
