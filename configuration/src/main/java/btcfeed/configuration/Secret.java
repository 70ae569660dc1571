package btcfeed.configuration;

/** A password. Only {@link #reveal} returns its text; printed it is {@code ***}. */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return Setting.MASK;
  }
}
