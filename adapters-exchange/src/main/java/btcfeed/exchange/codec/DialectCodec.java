package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import java.util.List;

/** The codec of a venue that speaks a {@link Dialect}. */
public record DialectCodec(
    Markets markets, Subscription subscription, Dialect dialect, Repair repair)
    implements VenueCodec {
  @Override
  public Venue venue() {
    return markets.venue();
  }

  @Override
  public List<Symbol> symbols() {
    return markets.symbols();
  }

  @Override
  public Continuity continuity() {
    return dialect.ids();
  }

  @Override
  public FrameDecoder decoder() {
    return new DialectDecoder(dialect, markets);
  }
}
