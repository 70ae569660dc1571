package btcfeed.domain.market;

import java.util.regex.Pattern;

/** An exchange, by its lower-case name as it stands in keys and metrics: {@code binance}. */
public record Venue(String name) implements Comparable<Venue> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public Venue {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a venue is lower-case letters, digits and dashes, was '" + name + "'");
    }
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
