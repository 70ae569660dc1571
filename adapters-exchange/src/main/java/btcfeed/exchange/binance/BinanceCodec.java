package btcfeed.exchange.binance;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.util.List;

/**
 * Binance spot, single trades. Trade ids count up by one per market, and nothing is replayed after
 * a subscription. A connection lives at most 24 hours; the server pings every 20 seconds.
 */
public final class BinanceCodec implements VenueCodec {
  static final Venue VENUE = new Venue("binance");

  private final BinanceEndpoint endpoint;

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public BinanceCodec(VenueOptions settings) {
    endpoint =
        BinanceEndpoint.of(settings.symbols(), settings.url().orElse(BinanceEndpoint.DEFAULT));
  }

  @Override
  public Venue venue() {
    return VENUE;
  }

  @Override
  public List<Symbol> symbols() {
    return endpoint.symbols();
  }

  @Override
  public Continuity continuity() {
    return Continuity.SEQUENTIAL;
  }

  @Override
  public Repair repair() {
    return Repair.BY_ID;
  }

  @Override
  public Subscription subscription() {
    return endpoint.subscription();
  }

  @Override
  public FrameDecoder decoder() {
    return new BinanceDecoder(VENUE, endpoint);
  }
}
