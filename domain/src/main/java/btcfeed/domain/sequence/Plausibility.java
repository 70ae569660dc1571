package btcfeed.domain.sequence;

import java.time.Duration;

/**
 * Decides whether a venue's time of a trade is plausible, even if this host's clock is wrong.
 *
 * <p>The reference is the later of the wall clock and the last plausible trade plus the time since.
 * A time more than {@link #TOLERANCE} ahead of it is refused, unless {@link #AGREEING} trades in a
 * row agree: then this host's clock is wrong. The first trade may be a day ahead. One market, one
 * thread.
 */
public final class Plausibility {
  /** How far ahead of the reference a trade may be dated. */
  public static final Duration TOLERANCE = Duration.ofSeconds(60);

  /** How far ahead of the wall clock the first trade may be dated. */
  public static final Duration FIRST_TOLERANCE = Duration.ofDays(1);

  /** How many agreeing trades in a row override the reference. */
  public static final int AGREEING = 20;

  /** 2009-01-03, the first day of Bitcoin. */
  public static final long EARLIEST_US = 1_230_940_800_000_000L;

  private long lastUs = Long.MIN_VALUE;
  private long lastNanos;
  private int ahead;
  private long aheadUs;
  private long aheadNanos;

  /** True if a trade dated {@code exchangeTimeUs} and received now is plausible. */
  public boolean believes(long exchangeTimeUs, long wallUs, long nanos) {
    if (exchangeTimeUs < EARLIEST_US) {
      return false;
    }
    boolean first = lastUs == Long.MIN_VALUE;
    long reference = first ? wallUs : Math.max(wallUs, lastUs + (nanos - lastNanos) / 1000);
    long tolerance = (first ? FIRST_TOLERANCE : TOLERANCE).toNanos() / 1000;
    if (exchangeTimeUs - reference > tolerance) {
      long limit = FIRST_TOLERANCE.toNanos() / 1000;
      if (exchangeTimeUs - reference > limit || agreeing(exchangeTimeUs, nanos) < AGREEING) {
        return false;
      }
    }
    ahead = 0;
    if (exchangeTimeUs > lastUs || first) {
      lastUs = exchangeTimeUs;
      lastNanos = nanos;
    }
    return true;
  }

  /** How many trades in a row are equally far ahead, this one included. */
  private int agreeing(long exchangeTimeUs, long nanos) {
    long expectedUs = aheadUs + (nanos - aheadNanos) / 1000;
    boolean agrees =
        ahead > 0 && Math.abs(exchangeTimeUs - expectedUs) <= TOLERANCE.toNanos() / 1000;
    ahead = agrees ? ahead + 1 : 1;
    aheadUs = exchangeTimeUs;
    aheadNanos = nanos;
    return ahead;
  }
}
