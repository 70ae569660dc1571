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

/** A codec with another subscription, connect token and decoder. */
record CustomCodec(
    VenueCodec codec,
    Subscription subscription,
    Optional<ConnectToken> admission,
    FrameDecoder decoder)
    implements VenueCodec {

  static CustomCodec with(VenueCodec codec, Subscription subscription) {
    return new CustomCodec(codec, subscription, Optional.empty(), codec.decoder());
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
