package btcfeed.exchange.input;

import btcfeed.domain.market.TradeId;
import java.time.Duration;

/**
 * The limits of everything that a venue sends. A limit on bytes alone is not enough: 10 MiB of
 * {@code {},} are three million rows, and {@code 1e999999999} is a gigabyte of digits.
 *
 * <p>Each limit is several times what real venues send. Input beyond a limit is counted as bad
 * input; that alone does not end the connection.
 */
public final class InputLimits {
  /**
   * Rows used of one message. The rest is reported once as oversized, and fetched again if the
   * venue has a history.
   */
  public static final int ROWS = 100_000;

  /** Rows that stay allocated between messages. */
  public static final int ROWS_REUSED = 1_024;

  /** Rejected rows of one message that have a report of their own. The rest is counted. */
  public static final int REJECTED_ROWS_REPORTED = 8;

  /** Deepest nesting of objects and arrays. Real messages use four. Deeper is malformed. */
  public static final int NESTING_DEPTH = 64;

  /** Longest trade id, in printable ASCII characters. */
  public static final int ID_CHARACTERS = TradeId.MAX_CHARACTERS;

  /** Longest text taken from one member for a log message or a reason, in bytes. */
  public static final int DETAIL_BYTES = 200;

  /** Members of one message that contribute to such a text. Further ones are not read. */
  public static final int DETAILS = 4;

  /** Longest sample of a message that is kept with a report, in characters. */
  public static final int SAMPLE_CHARACTERS = 160;

  /** Rows of one history page. Larger pages are not used; the largest request is for 10,000. */
  public static final int HISTORY_ROWS = 20_000;

  /** Longest body of a history page, in bytes, before and after decompression. */
  public static final int HISTORY_BODY_BYTES = 4 * 1024 * 1024;

  /** Longest time for one history request, from connect to the last byte of the body. */
  public static final Duration HISTORY_EXCHANGE_TIME = Duration.ofSeconds(10);

  private InputLimits() {}
}
