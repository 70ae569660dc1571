package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The codec of a venue that speaks a {@link Dialect}.
 *
 * @param unpacking puts something before the decoder, where messages come packed
 */
public record DialectCodec(
    Markets markets,
    Subscription subscription,
    Dialect dialect,
    Repair repair,
    Optional<Admission> admission,
    UnaryOperator<FrameDecoder> unpacking)
    implements VenueCodec {

  /** Of a venue that lets in whoever comes, and sends its messages as they are. */
  public DialectCodec(Markets markets, Subscription subscription, Dialect dialect, Repair repair) {
    this(markets, subscription, dialect, repair, Optional.empty(), UnaryOperator.identity());
  }

  /** The same, of a venue that must be asked first. */
  public DialectCodec admittedBy(Admission asked) {
    return new DialectCodec(markets, subscription, dialect, repair, Optional.of(asked), unpacking);
  }

  /** The same, of a venue that packs its messages. */
  public DialectCodec unpackedBy(UnaryOperator<FrameDecoder> unpacks) {
    return new DialectCodec(markets, subscription, dialect, repair, admission, unpacks);
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
    return unpacking.apply(new DialectDecoder(dialect, markets));
  }
}
