package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;

/** What a venue's voice may know of the venue. Read under the floor's lock. */
interface ExchangeView {
  /** The markets listed. */
  List<Symbol> symbols();

  /** What was traded in a market as far as the tape reaches back, oldest first. */
  List<Trade> tape(Symbol symbol);

  /** The last trades of a market, oldest first. */
  List<Trade> newest(Symbol symbol, int count);

  /** What the venue's clock shows, Unix microseconds. */
  long wallUs();

  /** The venue's own address, for those that tell it: scheme, host and port of its WebSocket. */
  String address();
}
