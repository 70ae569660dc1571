package btcfeed.domain.candle;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import java.util.Comparator;

/**
 * The place of a trade among all trades of a symbol: by the venue's time, then venue, then id.
 * Unique.
 */
public record TradeMoment(long exchangeTimeUs, Venue venue, TradeId id)
    implements Comparable<TradeMoment> {
  private static final Comparator<TradeMoment> ORDER =
      Comparator.comparingLong(TradeMoment::exchangeTimeUs)
          .thenComparing(TradeMoment::venue)
          .thenComparing(TradeMoment::id, TradeMoment::compareIds);

  static TradeMoment of(Trade trade) {
    return new TradeMoment(trade.exchangeTimeUs(), trade.market().venue(), trade.id());
  }

  /** Reads {@link #text}. */
  static TradeMoment parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a moment is time:venue:id");
    }
    return new TradeMoment(Long.parseLong(parts[0]), new Venue(parts[1]), TradeId.of(parts[2]));
  }

  String text() {
    return exchangeTimeUs + ":" + venue + ":" + id.text();
  }

  @Override
  public int compareTo(TradeMoment other) {
    return ORDER.compare(this, other);
  }

  /** Numbers by value and before names. */
  private static int compareIds(TradeId a, TradeId b) {
    return switch (a) {
      case TradeId.Numbered(long number) ->
          switch (b) {
            case TradeId.Numbered(long other) -> Long.compare(number, other);
            case TradeId.Named _ -> -1;
          };
      case TradeId.Named(String name) ->
          switch (b) {
            case TradeId.Numbered _ -> 1;
            case TradeId.Named(String other) -> name.compareTo(other);
          };
    };
  }
}
