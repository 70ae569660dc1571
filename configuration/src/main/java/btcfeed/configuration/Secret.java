package btcfeed.configuration;

/** A password. Its text comes out only through {@link #reveal}; printed, it is {@code ***}. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return Setting.MASK;
  }
}
