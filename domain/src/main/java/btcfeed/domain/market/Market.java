package btcfeed.domain.market;

/** One symbol at one venue: the scope in which trade ids are comparable. */
public record Market(Venue venue, Symbol symbol) implements Comparable<Market> {
  @Override
  public int compareTo(Market other) {
    int byVenue = venue.compareTo(other.venue);
    return byVenue != 0 ? byVenue : symbol.compareTo(other.symbol);
  }

  @Override
  public String toString() {
    return venue + ":" + symbol;
  }
}
