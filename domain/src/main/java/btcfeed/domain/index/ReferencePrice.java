package btcfeed.domain.index;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** The reference price of a symbol. */
public sealed interface ReferencePrice {
  /** The excluded venues and why. */
  SortedMap<Venue, Exclusion> refused();

  /** Enough venues agree. */
  record Ok(IndexValue quote, SortedMap<Venue, Exclusion> refused) implements ReferencePrice {}

  /** A price from too few venues, or from venues that disagree. */
  record Degraded(IndexValue quote, SortedMap<Venue, Exclusion> refused)
      implements ReferencePrice {}

  /** No venue trades. No price is better than an old one. */
  record Unavailable(SortedMap<Venue, Exclusion> refused) implements ReferencePrice {}

  /**
   * A price and its sources.
   *
   * @param price the last price of one of the venues, never an average
   * @param spread between the highest and the lowest price used, in the quote currency
   * @param used the venues, sorted, never empty
   */
  record IndexValue(Price price, BigDecimal spread, List<Venue> used) {}

  /** Why a venue is excluded. */
  enum Exclusion {
    /** It has not traded for longer than usual. */
    SILENT("silent"),
    /** Its price is too far from the others. */
    OUTLIER("outlier");

    private final String text;

    Exclusion(String text) {
      this.text = text;
    }

    /** The value in {@code btc:index:<symbol>}. */
    public String text() {
      return text;
    }
  }

  /** {@code ok}, {@code degraded} or {@code unavailable}. */
  default String state() {
    return switch (this) {
      case Ok _ -> "ok";
      case Degraded _ -> "degraded";
      case Unavailable _ -> "unavailable";
    };
  }
}
