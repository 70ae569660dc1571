package btcfeed.exchange.kraken;

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
 * Kraken spot. Markets are spelt {@code BTC/USD}; trade ids count up by one per market; several
 * trades may come in one message, oldest first. A heartbeat comes each second in which nothing else
 * did. Old trades are declined when subscribing, and a message that says it holds some is no news.
 */
public final class KrakenCodec implements VenueCodec {
  private static final Venue VENUE = new Venue("kraken");
  private static final URI DEFAULT = URI.create("wss://ws.kraken.com/v2");

  private final List<Symbol> symbols;
  private final Subscription subscription;

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public KrakenCodec(VenueSettings settings) {
    symbols = Markets.wanted(settings);
    subscription =
        new Subscription(
            Markets.webSocket(settings.url().orElse(DEFAULT)),
            List.of(
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":"
                    + Markets.array(symbols, KrakenCodec::name)
                    + ",\"snapshot\":false},\"req_id\":1}"));
  }

  private static String name(Symbol symbol) {
    return symbol.base() + "/" + symbol.quote();
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
    return new KrakenDecoder(Markets.byName(VENUE, symbols, KrakenCodec::name), symbols.size());
  }
}
