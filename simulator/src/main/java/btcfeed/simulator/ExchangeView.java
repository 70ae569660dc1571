package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;

/** The state of the simulated exchange that a protocol reads. Used under the exchange's lock. */
interface ExchangeView {
  /** The listed markets. */
  List<Symbol> symbols();

  /** The recorded trades of a market, oldest first. */
  List<Trade> tape(Symbol symbol);

  /** The newest trades of a market, oldest first. */
  List<Trade> newest(Symbol symbol, int count);

  /** The time on the exchange's clock, in microseconds since 1970. */
  long wallUs();

  /** The time on the exchange's clock, in milliseconds since 1970. */
  default long wallMs() {
    return wallUs() / 1000;
  }

  /** The exchange's own WebSocket address: scheme, host and port. */
  String address();
}
