package btcfeed.configuration;

/**
 * A setting with which the service cannot start.
 *
 * @param name the variable or option
 * @param value its value, with secrets masked
 * @param expected completes the sentence "expected ..."
 */
public record ConfigFault(String name, String value, String expected) {
  /** The fault in one line. */
  public String text() {
    return name + "=" + value + ": expected " + expected;
  }
}
