package btcfeed.configuration;

/**
 * A setting the service cannot start with.
 *
 * @param name of the variable or option
 * @param value what it was set to, as it may be shown
 * @param expected completes the sentence "expected ..."
 */
public record ConfigFault(String name, String value, String expected) {
  /** One line for a person. */
  public String text() {
    return name + "=" + value + ": expected " + expected;
  }
}
