package btcfeed.exchange.bitfinex;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Bitfinex v2, channel {@code trades}. One counter numbers the trades of all its markets, so the
 * ids of one name and do not count. Its messages are numbered on request, so that one that was lost
 * is known. A connection carries 25 channels; a heartbeat comes in each every fifteen seconds.
 */
public final class BitfinexCodec implements VenueCodec {
  private static final Venue VENUE = new Venue("bitfinex");
  private static final String URL = "wss://api-pub.bitfinex.com/ws/2";
  private static final Set<String> USUAL_QUOTES =
      Set.of("USD", "USDT", "EUR", "GBP", "JPY", "BTC", "ETH");
  private static final int MOST_CHANNELS = 25;

  /** The flag that asks for a number in each array. */
  static final long SEQUENCES = 65_536;

  private final SubscribedMarkets markets;
  private final Subscription subscription;

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public BitfinexCodec(VenueOptions settings) {
    markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    if (markets.symbols().size() > MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "bitfinex carries at most "
              + MOST_CHANNELS
              + " markets a line, asked were "
              + markets.symbols().size());
    }
    subscription =
        new Subscription(
            settings.urlOr(URL),
            Stream.concat(
                    Stream.of("{\"event\":\"conf\",\"flags\":" + SEQUENCES + "}"),
                    markets.symbols().stream().map(BitfinexCodec::request))
                .toList(),
            Optional.of("{\"event\":\"ping\"}"));
  }

  @Override
  public Venue venue() {
    return VENUE;
  }

  @Override
  public List<Symbol> symbols() {
    return markets.symbols();
  }

  @Override
  public Continuity continuity() {
    return Continuity.OPAQUE;
  }

  @Override
  public Repair repair() {
    return Repair.BY_TIME;
  }

  @Override
  public Subscription subscription() {
    return subscription;
  }

  @Override
  public FrameDecoder decoder() {
    return new BitfinexDecoder(markets, markets.spelled(BitfinexCodec::spelled));
  }

  private static String request(Symbol symbol) {
    return "{\"event\":\"subscribe\",\"channel\":\"trades\",\"symbol\":\""
        + spelled(symbol)
        + "\"}";
  }

  /** Currencies of more than three letters have a colon between them. */
  static String spelled(Symbol symbol) {
    String quote = symbol.quote().equals("USDT") ? "UST" : symbol.quote();
    boolean colon = symbol.base().length() > 3 || quote.length() > 3;
    return "t" + symbol.base() + (colon ? ":" : "") + quote;
  }
}
