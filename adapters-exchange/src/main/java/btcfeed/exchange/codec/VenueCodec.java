package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a line needs to know of a venue: how to subscribe to the trades of some markets, and how to
 * decode what comes. Immutable, any thread; the state of a connection is in its {@link
 * FrameDecoder}.
 *
 * @param venue the name, as it stands in keys and metrics
 * @param symbols the subscribed markets, never empty; see {@link SubscribedMarkets#wanted}
 * @param continuity what the trade ids tell; sequential ids are numbers, else the trade is refused
 * @param subscription where to connect and what to send
 * @param connectToken what to ask for before each connection, where the venue demands it
 * @param decoders makes the decoder of one new connection
 */
public record VenueCodec(
    Venue venue,
    List<Symbol> symbols,
    Continuity continuity,
    Subscription subscription,
    Optional<ConnectToken> connectToken,
    Supplier<FrameDecoder> decoders) {

  public VenueCodec {
    symbols = List.copyOf(symbols);
  }

  /** A decoder for one new connection. */
  public FrameDecoder decoder() {
    return decoders.get();
  }
}
