package btcfeed.exchange.mexc;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MEXC spot v3, stream {@code aggre.deals}, gathered for 100 milliseconds. Trade ids name and do
 * not count, and what can be asked for over HTTP has none, so nothing can be repaired. A connection
 * carries thirty streams, lives a day, and ends after a minute without data.
 */
public final class MexcCodec implements VenueCodec {
  private static final Venue VENUE = new Venue("mexc");
  private static final String URL = "wss://wbs-api.mexc.com/ws";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "EUR", "BTC", "ETH");
  private static final int MOST_STREAMS = 30;
  private static final Duration PING_EVERY = Duration.ofSeconds(20);

  private final SubscribedMarkets markets;
  private final Subscription subscription;

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public MexcCodec(VenueOptions settings) {
    markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    if (markets.symbols().size() > MOST_STREAMS) {
      throw new IllegalArgumentException(
          "mexc carries at most "
              + MOST_STREAMS
              + " markets a line, asked were "
              + markets.symbols().size());
    }
    subscription =
        new Subscription(
                settings.urlOr(URL),
                markets.symbols().stream().map(MexcCodec::request).toList(),
                Optional.of("{\"method\":\"PING\"}"))
            .pingingEvery(PING_EVERY);
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
    return Repair.NONE;
  }

  @Override
  public Subscription subscription() {
    return subscription;
  }

  @Override
  public FrameDecoder decoder() {
    return new MexcDecoder(
        markets, markets.spelled(MexcCodec::channel), markets.spelled(MexcCodec::spelled));
  }

  /** One market each: the answer names the stream, and nothing else. */
  private static String request(Symbol symbol) {
    return "{\"method\":\"SUBSCRIPTION\",\"params\":[\"" + channel(symbol) + "\"]}";
  }

  private static String channel(Symbol symbol) {
    return "spot@public.aggre.deals.v3.api.pb@100ms@" + spelled(symbol);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
