package btcfeed.domain.index;

import btcfeed.domain.index.ReferencePrice.Exclusion;
import btcfeed.domain.index.ReferencePrice.IndexValue;
import btcfeed.domain.line.SilenceThreshold;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reference price of one symbol: the lower median of the last prices of its venues. Every venue
 * has one vote, because its reported volume cannot be verified.
 *
 * <p>A venue counts while its last trade is not older than usual, at most a minute. If three or
 * more count, a venue more than {@link #FACTOR} median deviations from the median is excluded. It
 * returns within half of that distance. The deviation is at least {@link #LEAST_DEVIATION} of the
 * price.
 *
 * <p>{@link ReferencePrice.Ok} needs two venues that agree, and more than half of those that count.
 * A single venue gives at best {@link ReferencePrice.Degraded}.
 *
 * <p>Moments are monotonic nanoseconds. One thread.
 */
public final class ReferenceIndex {
  /** Venues needed for a reliable price. */
  public static final int ENOUGH = 2;

  /** The allowed distance in median deviations. */
  static final BigDecimal FACTOR = new BigDecimal(5);

  /** Share of the price; with {@link #FACTOR} a quarter of a percent. */
  static final BigDecimal LEAST_DEVIATION = new BigDecimal("0.0005");

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final SortedMap<Venue, Known> venues = new TreeMap<>();

  /** The last trade of a venue. */
  private static final class Known {
    private final SilenceThreshold silence = new SilenceThreshold();
    private Price price;
    private long nanos;
    private boolean outlier;

    Known(Price price, long nanos) {
      this.price = price;
      this.nanos = nanos;
    }

    BigDecimal value() {
      return price.toBigDecimal();
    }

    boolean counts(long now) {
      long longest = Math.min(silence.threshold().toNanos(), LONGEST.toNanos());
      return now - nanos <= longest;
    }
  }

  /** A venue traded at this price. A trade older than its last one changes nothing. */
  public void traded(Venue venue, Price price, long nanos) {
    Known known = venues.computeIfAbsent(venue, _ -> new Known(price, nanos));
    if (nanos - known.nanos >= 0) {
      known.price = price;
      known.nanos = nanos;
      known.silence.traded(nanos);
    }
  }

  /** The reference price at a moment. */
  public ReferencePrice at(long now) {
    SortedMap<Venue, Exclusion> refused = new TreeMap<>();
    Map<Venue, Known> counting = new TreeMap<>();
    venues.forEach(
        (venue, known) -> {
          if (known.counts(now)) {
            counting.put(venue, known);
          } else {
            known.outlier = false;
            refused.put(venue, Exclusion.SILENT);
          }
        });
    if (counting.isEmpty()) {
      return new ReferencePrice.Unavailable(refused);
    }
    BigDecimal limit = limit(counting.values());
    BigDecimal middle = median(values(counting.values()));
    Map<Venue, Known> used = new TreeMap<>();
    counting.forEach(
        (venue, known) -> {
          known.outlier = counting.size() > ENOUGH && isOutlier(known, middle, limit);
          if (known.outlier) {
            refused.put(venue, Exclusion.OUTLIER);
          } else {
            used.put(venue, known);
          }
        });
    IndexValue quote = quote(used);
    boolean enough = used.size() >= ENOUGH && used.size() * 2 > counting.size();
    return enough && quote.spread().compareTo(limit.add(limit)) <= 0
        ? new ReferencePrice.Ok(quote, refused)
        : new ReferencePrice.Degraded(quote, refused);
  }

  private static boolean isOutlier(Known known, BigDecimal middle, BigDecimal limit) {
    BigDecimal allowed = known.outlier ? limit.multiply(HALF) : limit;
    return known.value().subtract(middle).abs().compareTo(allowed) > 0;
  }

  private static IndexValue quote(Map<Venue, Known> used) {
    List<BigDecimal> values = values(used.values());
    BigDecimal middle = median(values);
    Price price =
        used.values().stream()
            .filter(known -> known.value().compareTo(middle) == 0)
            .map(known -> known.price)
            .findFirst()
            .orElseThrow();
    return new IndexValue(
        price, plain(values.getLast().subtract(values.getFirst())), List.copyOf(used.keySet()));
  }

  /** Without trailing zeros, so that equal values are equal. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The allowed distance from the median. */
  private static BigDecimal limit(Collection<Known> counting) {
    List<BigDecimal> values = values(counting);
    BigDecimal middle = median(values);
    List<BigDecimal> deviations =
        new ArrayList<>(values.stream().map(value -> value.subtract(middle).abs()).toList());
    deviations.sort(Comparator.naturalOrder());
    return median(deviations).max(middle.multiply(LEAST_DEVIATION)).multiply(FACTOR);
  }

  /** Sorted. */
  private static List<BigDecimal> values(Collection<Known> venues) {
    return venues.stream().map(Known::value).sorted().toList();
  }

  /** The lower one of a sorted list. */
  private static BigDecimal median(List<BigDecimal> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }
}
