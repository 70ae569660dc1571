package btcfeed.domain.market;

/**
 * The price of one unit of the base currency, in the quote currency. Positive, exact, never
 * rounded. Numbers that differ only in trailing zeros are equal.
 */
public record Price(long unscaled, int scale) implements Decimal {
  public Price {
    Decimal.requirePositive("price", unscaled, scale);
  }

  /** Reads decimal text such as {@code 64000.10} or {@code 1.8E-4}. */
  public static Price parse(String text) {
    return Decimal.parse(text, Price::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Price that && Decimal.same(this, that);
  }

  @Override
  public int hashCode() {
    return Decimal.hash(this);
  }

  @Override
  public String toString() {
    return text();
  }
}
