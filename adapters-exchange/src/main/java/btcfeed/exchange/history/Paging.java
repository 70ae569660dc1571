package btcfeed.exchange.history;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import java.util.List;
import java.util.Optional;

/** How to go on from one page to the next. Trades oldest first; an empty page ends everything. */
public final class Paging {
  /** The cursor for what is older than a venue gave first. */
  public static final String OLDER = "older";

  private static final long MILLI_US = 1_000;

  private Paging() {}

  /** All there is came in one page. */
  public static Answer only(List<Trade> trades) {
    return new Answer.Page(trades, List.of(), Optional.empty());
  }

  /** Pages towards newer ids. */
  public static Answer towardsNewer(Wanted.Ids wanted, List<Trade> trades) {
    long reached = trades.isEmpty() ? Long.MAX_VALUE : number(trades.getLast());
    return reached >= wanted.toId()
        ? only(trades)
        : new Answer.Page(trades, List.of(), Optional.of(ids(wanted, reached + 1, wanted.toId())));
  }

  /** Pages towards older ids. */
  public static Answer towardsOlder(Wanted.Ids wanted, List<Trade> trades) {
    long reached = trades.isEmpty() ? 0 : number(trades.getFirst());
    return reached <= wanted.fromId()
        ? only(trades)
        : new Answer.Page(
            trades, List.of(), Optional.of(ids(wanted, wanted.fromId(), reached - 1)));
  }

  /**
   * Pages towards later milliseconds, of at most {@code limit} trades; one that is not full is the
   * last. A page full of trades of one moment would be asked for again and again: the next one
   * begins just behind that moment.
   */
  public static Answer towardsLater(Wanted wanted, List<Trade> trades, int limit) {
    if (trades.size() < limit) {
      return only(trades);
    }
    long reachedUs = trades.getLast().exchangeTimeUs();
    long sinceUs = Math.max(reachedUs, since(wanted) + MILLI_US);
    return sinceUs > until(wanted)
        ? only(trades)
        : new Answer.Page(trades, List.of(), Optional.of(between(wanted, sinceUs, until(wanted))));
  }

  /** Pages towards earlier milliseconds, of at most {@code limit} trades. */
  public static Answer towardsEarlier(Wanted wanted, List<Trade> trades, int limit) {
    if (trades.size() < limit) {
      return only(trades);
    }
    long reachedUs = trades.getFirst().exchangeTimeUs();
    long untilUs = Math.min(reachedUs, until(wanted) - MILLI_US);
    return untilUs < since(wanted)
        ? only(trades)
        : new Answer.Page(trades, List.of(), Optional.of(between(wanted, since(wanted), untilUs)));
  }

  /**
   * The newest trades, all a venue gives: done if they reach back far enough, or are all there ever
   * were; else the rest is asked for by {@link #OLDER}, which the venue's codec refuses or answers
   * by a wider window.
   */
  public static Answer newestOnly(Wanted wanted, List<Trade> trades, int limit) {
    boolean reaches =
        switch (wanted) {
          case Wanted.Ids ids -> !trades.isEmpty() && number(trades.getFirst()) <= ids.fromId();
          case Wanted.Times times ->
              !trades.isEmpty() && trades.getFirst().exchangeTimeUs() <= times.sinceUs();
        };
    return reaches || trades.size() < limit
        ? only(trades)
        : new Answer.Page(trades, List.of(), Optional.of(wanted.from(OLDER)));
  }

  /** Venue time of the oldest trade wanted, or of one before it. */
  public static long since(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids -> ids.sinceUs();
      case Wanted.Times times -> times.sinceUs();
    };
  }

  /** Venue time of the newest trade wanted, or of one behind it. */
  public static long until(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids -> ids.untilUs();
      case Wanted.Times times -> times.untilUs();
    };
  }

  private static Wanted between(Wanted wanted, long sinceUs, long untilUs) {
    return switch (wanted) {
      case Wanted.Ids(var market, long from, long to, _, _, _) ->
          new Wanted.Ids(market, from, to, sinceUs, untilUs, "");
      case Wanted.Times(var market, _, _, _) -> new Wanted.Times(market, sinceUs, untilUs, "");
    };
  }

  private static Wanted ids(Wanted.Ids wanted, long from, long to) {
    return new Wanted.Ids(wanted.market(), from, to, wanted.sinceUs(), wanted.untilUs(), "");
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) ->
          throw new IllegalArgumentException("not a counting trade id: " + text);
    };
  }
}
