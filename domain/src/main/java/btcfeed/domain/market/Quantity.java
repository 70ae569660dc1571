package btcfeed.domain.market;

/**
 * The traded amount of the base currency. Positive, exact, never rounded. Numbers that differ only
 * in trailing zeros are equal.
 */
public record Quantity(long unscaled, int scale) implements Decimal {
  public Quantity {
    Decimal.requirePositive("quantity", unscaled, scale);
  }

  /** Reads decimal text such as {@code 64000.10} or {@code 1.8E-4}. */
  public static Quantity parse(String text) {
    return Decimal.parse(text, Quantity::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity that && Decimal.same(this, that);
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
