package btcfeed.domain.market;

/**
 * What one unit of the base currency traded for, in the quote currency. Positive, exact, never
 * rounded. Equal numbers are equal whatever their trailing zeros.
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
