package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import java.util.List;
import java.util.Optional;

/**
 * One venue's language: how to ask it for the trades of some markets, and what it answers.
 *
 * <p>Immutable, any thread. What a connection has to remember is in its {@link FrameDecoder}.
 */
public interface VenueCodec {
  /** The venue, as it stands in keys and metrics. */
  Venue venue();

  /** The markets it asks for, never empty; see {@link SubscribedMarkets#wanted}. */
  List<Symbol> symbols();

  /** What its trade ids tell. Those that count are numbers, or the trade is refused. */
  Continuity continuity();

  /** What the venue can be asked for afterwards. */
  Repair repair();

  /** Where to connect and what to say then. */
  Subscription subscription();

  /** What has to be asked before each connection; most venues let in whoever comes. */
  default Optional<ConnectToken> admission() {
    return Optional.empty();
  }

  /** A decoder for one new connection. */
  FrameDecoder decoder();
}
