package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The codec of a venue that speaks a {@link JsonVenue}.
 *
 * @param unpacking puts something before the decoder, where messages come packed
 */
public record JsonVenueCodec(
    SubscribedMarkets markets,
    Subscription subscription,
    JsonVenue dialect,
    Repair repair,
    Optional<ConnectToken> admission,
    UnaryOperator<FrameDecoder> unpacking)
    implements VenueCodec {

  /** Of a venue that lets in whoever comes, and sends its messages as they are. */
  public JsonVenueCodec(
      SubscribedMarkets markets, Subscription subscription, JsonVenue dialect, Repair repair) {
    this(markets, subscription, dialect, repair, Optional.empty(), UnaryOperator.identity());
  }

  /** The same, of a venue that must be asked first. */
  public JsonVenueCodec admittedBy(ConnectToken asked) {
    return new JsonVenueCodec(
        markets, subscription, dialect, repair, Optional.of(asked), unpacking);
  }

  /** The same, of a venue that packs its messages. */
  public JsonVenueCodec unpackedBy(UnaryOperator<FrameDecoder> unpacks) {
    return new JsonVenueCodec(markets, subscription, dialect, repair, admission, unpacks);
  }

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
    return unpacking.apply(new JsonVenueDecoder(dialect, markets));
  }
}
