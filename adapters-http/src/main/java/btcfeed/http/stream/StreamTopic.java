package btcfeed.http.stream;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import java.util.Optional;

/**
 * What an event of the stream is about.
 *
 * @param venue empty where it is about all of them
 */
record StreamTopic(StreamKind kind, Symbol symbol, Optional<String> venue) {
  static StreamTopic of(StreamKind kind, Market market) {
    return new StreamTopic(kind, market.symbol(), Optional.of(market.venue().name()));
  }
}
