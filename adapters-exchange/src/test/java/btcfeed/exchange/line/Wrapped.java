package btcfeed.exchange.line;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import java.util.List;
import java.util.Optional;

/** A codec with other manners: another way in, other things to say, another ear. */
record Wrapped(
    VenueCodec codec,
    Subscription subscription,
    Optional<ConnectToken> admission,
    FrameDecoder decoder)
    implements VenueCodec {

  static Wrapped with(VenueCodec codec, Subscription subscription) {
    return new Wrapped(codec, subscription, Optional.empty(), codec.decoder());
  }

  @Override
  public Venue venue() {
    return codec.venue();
  }

  @Override
  public List<Symbol> symbols() {
    return codec.symbols();
  }

  @Override
  public Continuity continuity() {
    return codec.continuity();
  }

  @Override
  public Repair repair() {
    return codec.repair();
  }
}
