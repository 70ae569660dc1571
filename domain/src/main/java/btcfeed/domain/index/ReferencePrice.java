package btcfeed.domain.index;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** What a symbol is worth, as far as its venues tell. */
public sealed interface ReferencePrice {
  /** Why a venue was not asked, those that were being named beside it. */
  SortedMap<Venue, Refusal> refused();

  /** Enough venues agree. */
  record Ok(Quote quote, SortedMap<Venue, Refusal> refused) implements ReferencePrice {}

  /** A price, from too few venues or from ones that do not agree. */
  record Degraded(Quote quote, SortedMap<Venue, Refusal> refused) implements ReferencePrice {}

  /** No venue trades: no number is better than an old one. */
  record Unavailable(SortedMap<Venue, Refusal> refused) implements ReferencePrice {}

  /**
   * A price and what it rests on.
   *
   * @param price the last one of one of the venues, never an average
   * @param spread between the highest and the lowest of the venues used, in the quote currency
   * @param used sorted, never empty
   */
  record Quote(Price price, BigDecimal spread, List<Venue> used) {}

  /** Why a venue was not used. */
  enum Refusal {
    /** It has not traded for longer than is usual for it. */
    SILENT("silent"),
    /** Its price is too far from that of the others. */
    OUTLIER("outlier");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    /** As it stands in {@code btc:index:<symbol>}. */
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
