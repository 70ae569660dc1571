package btcfeed.exchange.coinbase;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Markets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueSettings;
import java.net.URI;
import java.util.List;

/**
 * Coinbase Exchange. Markets are spelt as ours are. The first message of a market, {@code
 * last_match}, is the trade before the subscription: no news. The server wants a subscription
 * within five seconds and sends a heartbeat a second.
 */
public final class CoinbaseCodec implements VenueCodec {
  private static final Venue VENUE = new Venue("coinbase");
  private static final URI DEFAULT = URI.create("wss://ws-feed.exchange.coinbase.com");

  private final List<Symbol> symbols;
  private final Subscription subscription;

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public CoinbaseCodec(VenueSettings settings) {
    symbols = Markets.wanted(settings);
    subscription =
        new Subscription(
            Markets.webSocket(settings.url().orElse(DEFAULT)),
            List.of(
                "{\"type\":\"subscribe\",\"product_ids\":"
                    + Markets.array(symbols, Symbol::toString)
                    + ",\"channels\":[\"matches\",\"heartbeat\"]}"));
  }

  @Override
  public Venue venue() {
    return VENUE;
  }

  @Override
  public List<Symbol> symbols() {
    return symbols;
  }

  @Override
  public Subscription subscription() {
    return subscription;
  }

  @Override
  public FrameDecoder decoder() {
    return new CoinbaseDecoder(Markets.byName(VENUE, symbols, Symbol::toString));
  }
}
