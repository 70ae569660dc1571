package btcfeed.domain.market;

/** An exchange, by its lower-case name in keys and metrics: {@code binance}. */
public record Venue(String name) implements Comparable<Venue> {
  private static final int LONGEST = 32;

  public Venue {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a venue is lower-case letters, digits and dashes, was '" + name + "'");
    }
  }

  private static boolean isName(String text) {
    boolean plain = !text.isEmpty() && text.length() <= LONGEST && isLetter(text.charAt(0));
    for (int i = 1; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = isLetter(c) || (c >= '0' && c <= '9') || c == '-';
    }
    return plain;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  @Override
  public int compareTo(Venue other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
