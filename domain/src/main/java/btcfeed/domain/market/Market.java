package btcfeed.domain.market;

/** A symbol at a venue. Trade ids are comparable within one market only. */
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
