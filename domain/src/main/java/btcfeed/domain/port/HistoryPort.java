package btcfeed.domain.port;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: what a venue can be asked for of its past trades, to fill a gap.
 *
 * <p>One thread at a time. Never throws; a call lasts some seconds at most.
 */
public interface HistoryPort extends AutoCloseable {
  /** One request: a page of what is wanted, or why there is none. */
  Answer fetch(Wanted wanted);

  /** How long to wait from one request to the next, by the venue's limits. */
  Duration spacing();

  /** How many requests may follow each other at once after as many spacings without any. */
  default int burst() {
    return 1;
  }

  /** Lets go of connections. Idempotent. */
  @Override
  void close();

  /** What is missing. */
  sealed interface Wanted {
    Market market();

    /** Where the venue's own pages go on, in the venue's words; empty for the first. */
    String cursor();

    /**
     * Trades by id, both ends included.
     *
     * @param sinceUs venue time of a trade before them, Unix microseconds: for venues that can be
     *     asked by time only
     * @param untilUs venue time of a trade behind them
     */
    record Ids(Market market, long fromId, long toId, long sinceUs, long untilUs, String cursor)
        implements Wanted {}

    /** Trades by the venue's time, both ends included, Unix microseconds. */
    record Times(Market market, long sinceUs, long untilUs, String cursor) implements Wanted {}

    /** The same, from another place on. */
    default Wanted from(String place) {
      return switch (this) {
        case Ids(var market, long fromId, long toId, long sinceUs, long untilUs, _) ->
            new Ids(market, fromId, toId, sinceUs, untilUs, place);
        case Times(var market, long sinceUs, long untilUs, _) ->
            new Times(market, sinceUs, untilUs, place);
      };
    }
  }

  /** How many rejected rows one page reports at most. */
  int MAX_REJECTED_ROWS = 1_000;

  /**
   * A row of a page that is no trade, for example because its quantity is zero. The venue gives
   * nothing else for this id, so asking for it again does not help.
   *
   * @param id the venue's id of the row, where it can be read
   * @param reason why the row is no trade, at most some hundred characters
   */
  record RejectedRow(Optional<TradeId> id, String reason) {}

  /** What came of a request. */
  sealed interface Answer {
    /**
     * Trades of the market, oldest first; more than was wanted where a venue only gives pages.
     *
     * @param rejected rows of the page that are no trades: at most {@link #MAX_REJECTED_ROWS}, the
     *     first of them
     * @param rest what is still to be asked for; empty when the venue has no more of it
     */
    record Page(List<Trade> trades, List<RejectedRow> rejected, Optional<Wanted> rest)
        implements Answer {
      public Page {
        trades = List.copyOf(trades);
        rejected = List.copyOf(rejected);
      }
    }

    /**
     * Not now: too many requests, no answer, a page that cannot be read, a venue that does not
     * serve this address, and every refusal that is not known to last. Asking again may help.
     */
    record Later(String detail, Duration in) implements Answer {}

    /**
     * Never: the venue cannot be asked for it, or says plainly that it does not know the market.
     */
    record Never(String detail) implements Answer {}
  }
}
