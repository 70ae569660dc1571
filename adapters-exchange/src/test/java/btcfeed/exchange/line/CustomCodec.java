package btcfeed.exchange.line;

import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import java.util.Optional;

/** Codecs with another subscription, connect token or decoder. */
final class CustomCodec {
  private CustomCodec() {}

  static VenueCodec with(VenueCodec codec, Subscription subscription) {
    return with(codec, subscription, Optional.empty(), codec.decoder());
  }

  static VenueCodec with(
      VenueCodec codec,
      Subscription subscription,
      Optional<ConnectToken> token,
      FrameDecoder decoder) {
    return new VenueCodec(
        codec.venue(), codec.symbols(), codec.continuity(), subscription, token, () -> decoder);
  }
}
