package btcfeed.domain.port;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: past trades of a venue, to fill gaps.
 *
 * <p>One thread at a time. Never throws; a call takes at most some seconds.
 */
public interface HistoryPort extends AutoCloseable {
  /** Sends one request. */
  Answer fetch(Wanted wanted);

  /** The time between two requests, by the venue's limits. */
  Duration spacing();

  /** How many requests may follow each other after an equal number of unused spacings. */
  default int burst() {
    return 1;
  }

  /** Closes the connections. Idempotent. */
  @Override
  void close();

  /** Which trades are missing. */
  sealed interface Wanted {
    Market market();

    /** Venue time of the oldest wanted trade, or of one before it, Unix microseconds. */
    long sinceUs();

    /** Venue time of the newest wanted trade, or of one after it, Unix microseconds. */
    long untilUs();

    /** Where the venue's own pages continue, in the venue's format; empty for the first page. */
    String cursor();

    /**
     * Trades by id, both ends included.
     *
     * @param sinceUs venue time of a trade before them, Unix microseconds: some venues can only be
     *     asked by time
     * @param untilUs venue time of a trade after them
     */
    record Ids(Market market, long fromId, long toId, long sinceUs, long untilUs, String cursor)
        implements Wanted {}

    /** Trades by the venue's time, both ends included, Unix microseconds. */
    record Times(Market market, long sinceUs, long untilUs, String cursor) implements Wanted {}

    /** The same from another cursor. */
    default Wanted from(String next) {
      return switch (this) {
        case Ids(var market, long fromId, long toId, long sinceUs, long untilUs, _) ->
            new Ids(market, fromId, toId, sinceUs, untilUs, next);
        case Times(var market, long sinceUs, long untilUs, _) ->
            new Times(market, sinceUs, untilUs, next);
      };
    }
  }

  /** How many rejected rows one page reports at most. */
  int MAX_REJECTED_ROWS = 1_000;

  /**
   * A row of a page that is not a trade, for example because its quantity is zero. The venue has
   * nothing else for this id, so another request does not help.
   *
   * @param id the venue's id of the row, if it can be read
   * @param reason why the row is not a trade, at most some hundred characters
   */
  record RejectedRow(Optional<TradeId> id, String reason) {}

  /** The result of a request. */
  sealed interface Answer {
    /**
     * Trades of the market, oldest first. A venue that only returns whole pages may return more
     * than was wanted.
     *
     * @param rejected rows that are not trades, at most the first {@link #MAX_REJECTED_ROWS}
     * @param rest the next request; empty if the venue has no more
     */
    record Page(List<Trade> trades, List<RejectedRow> rejected, Optional<Wanted> rest)
        implements Answer {
      public Page {
        trades = List.copyOf(trades);
        rejected = List.copyOf(rejected);
      }
    }

    /**
     * The request may succeed later: too many requests, no answer, an unreadable page, a refused
     * address, or any refusal that is not known to last.
     */
    record Later(String detail, Duration in) implements Answer {}

    /**
     * The request can never succeed: there is no history, or the venue does not know the market.
     */
    record Never(String detail) implements Answer {}
  }
}
