package btcfeed.domain.line;

import btcfeed.domain.market.Venue;

/** One of the lines to a venue, by letter: {@code binance/a}. */
public record LineId(Venue venue, String letter) {
  @Override
  public String toString() {
    return venue + "/" + letter;
  }
}
