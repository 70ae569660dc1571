package btcfeed.domain.health;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times without a fresh price, and how much of the error budget of 99.99 % they use.
 *
 * <p>A time without the service counts as an outage. Moments are Unix milliseconds. Bounds: thirty
 * days, {@link #MAX_OUTAGES} outages; beyond that the two oldest become one, which includes the
 * time between them. One thread.
 */
public final class Outages {
  /** Outages remembered. */
  public static final int MAX_OUTAGES = 4_096;

  /** Outages closer together than this are one. */
  private static final long APART_MS = 1_000;

  private final TreeMap<Long, Long> outages = new TreeMap<>();
  private long sinceMs;

  /** Starts to measure at this moment. */
  public Outages(long sinceMs) {
    this.sinceMs = sinceMs;
  }

  public record Outage(long fromMs, long toMs) {}

  public enum Period {
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1)),
    MONTH("30_days", Duration.ofDays(30));

    private final String text;
    private final Duration length;

    Period(String text, Duration length) {
      this.text = text;
      this.length = length;
    }

    /** The value in answers and metrics. */
    public String text() {
      return text;
    }

    /** The allowed outage in the period: one ten-thousandth. */
    public Duration budget() {
      return length.dividedBy(10_000);
    }
  }

  /**
   * The outages of a period.
   *
   * @param watched how much of the period is known
   * @param lost how long there was no fresh price
   */
  public record Spent(Period period, Duration watched, Duration lost) {
    /** Share of the known time with a fresh price, 0 to 1, rounded down. */
    public BigDecimal availability() {
      if (watched.isZero()) {
        return BigDecimal.ONE;
      }
      return BigDecimal.ONE.subtract(ratio(lost, watched, RoundingMode.UP), new MathContext(9));
    }

    /** Share of the error budget that is used; above 1 the promise is broken. */
    public BigDecimal share() {
      return ratio(lost, period.budget(), RoundingMode.UP);
    }

    private static BigDecimal ratio(Duration part, Duration whole, RoundingMode rounding) {
      return BigDecimal.valueOf(part.toMillis())
          .divide(BigDecimal.valueOf(Math.max(1, whole.toMillis())), 6, rounding);
    }
  }

  /** Adds what was known before; the time from its end until {@code lookedMs} is an outage. */
  public void restore(long knownSinceMs, long knownUntilMs, List<Outage> known, long lookedMs) {
    sinceMs = Math.min(sinceMs, knownSinceMs);
    known.forEach(outage -> lost(outage.fromMs(), outage.toMs(), lookedMs));
    if (knownUntilMs < lookedMs) {
      var _ = lost(knownUntilMs, lookedMs, lookedMs);
    }
  }

  /** Adds an outage; returns the merged one. */
  public Outage lost(long fromMs, long toMs, long nowMs) {
    long from = fromMs;
    long to = toMs;
    Map.Entry<Long, Long> before = outages.floorEntry(toMs + APART_MS);
    while (before != null && before.getValue() + APART_MS >= from) {
      outages.remove(before.getKey());
      from = Math.min(from, before.getKey());
      to = Math.max(to, before.getValue());
      before = outages.floorEntry(to + APART_MS);
    }
    outages.put(from, to);
    forget(nowMs);
    return new Outage(from, to);
  }

  /** When measuring started. */
  public long sinceMs() {
    return sinceMs;
  }

  /** All remembered outages, oldest first. */
  public List<Outage> all() {
    List<Outage> all = new ArrayList<>();
    outages.forEach((from, to) -> all.add(new Outage(from, to)));
    return all;
  }

  /** Each period up to a moment. */
  public List<Spent> spent(long nowMs) {
    List<Spent> spent = new ArrayList<>();
    for (Period period : Period.values()) {
      long beginning = nowMs - period.length.toMillis();
      long watched = nowMs - Math.max(beginning, sinceMs);
      long lost = 0;
      for (Map.Entry<Long, Long> outage : outages.entrySet()) {
        lost +=
            Math.max(0, Math.min(outage.getValue(), nowMs) - Math.max(outage.getKey(), beginning));
      }
      spent.add(
          new Spent(period, Duration.ofMillis(Math.max(0, watched)), Duration.ofMillis(lost)));
    }
    return spent;
  }

  private void forget(long nowMs) {
    long horizon = nowMs - Period.MONTH.length.toMillis();
    while (!outages.isEmpty() && outages.firstEntry().getValue() < horizon) {
      outages.pollFirstEntry();
    }
    while (outages.size() > MAX_OUTAGES) {
      long from = outages.pollFirstEntry().getKey();
      Map.Entry<Long, Long> next = outages.pollFirstEntry();
      outages.put(from, next.getValue());
    }
  }
}
