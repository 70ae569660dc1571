package btcfeed.venuekit;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A codec with samples of its venue's messages. Subclasses override what is different there. */
public abstract class SampleCodecContract extends HostileCodecContract {
  /** The venue's samples. */
  protected abstract VenueSamples samples();

  /** The content of messages, by a new decoder. */
  protected DecodedFrames decode(String... messages) {
    return decode(decoder(), messages);
  }

  /** The content of messages, by this decoder. */
  protected DecodedFrames decode(FrameDecoder decoder, String... messages) {
    DecodedFrames decoded = new DecodedFrames();
    for (String message : messages) {
      decoded.decode(decoder, bytes(message), binary(message));
    }
    return decoded;
  }

  @Override
  protected String sample() {
    return samples().trade();
  }

  @Override
  protected List<String> fields() {
    return List.of(samples().price(), samples().quantity(), samples().id(), samples().time());
  }

  @Override
  protected boolean signedQuantity() {
    return samples().side().isEmpty();
  }

  @Override
  protected FrameDecoder hostileDecoder() {
    List<Symbol> symbols = List.of(samples().symbol());
    return samples()
        .venue()
        .codec(new VenueOptions(symbols, Optional.empty(), HostileInput.LONGEST))
        .decoder();
  }

  /** A sample as bytes of a frame. */
  @Override
  protected byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** True if the frame is binary. */
  @Override
  protected boolean binary(String message) {
    return false;
  }

  /** A new decoder that is ready for a trade. */
  protected FrameDecoder decoder() {
    return codec().decoder();
  }

  /** True if the venue lists BTC against dollars or USDT. */
  protected boolean listsDefaultMarkets() {
    return true;
  }

  /** True if a message names its type only behind its trades: then nothing can be recovered. */
  protected boolean namesTypeLast() {
    return false;
  }

  /** The trade without this part of it. */
  protected String without(String trade, String part) {
    return Pattern.compile("\"[a-zA-Z_]+\":" + Pattern.quote(part))
        .matcher(trade)
        .replaceFirst("\"absent\":1");
  }

  /** The venue's codec, for the samples' market. */
  protected VenueCodec codec() {
    return codec(List.of(samples().symbol()));
  }

  /** The venue's codec, for these markets. */
  protected VenueCodec codec(List<Symbol> symbols) {
    return samples().venue().codec(new VenueOptions(symbols, Optional.empty(), 1000));
  }
}
