package btcfeed.benchmarks.parts;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.DecodeSink;
import java.time.Duration;
import java.util.Optional;

/** Ignores all events. */
record IgnoringSink() implements DecodeSink {
  @Override
  public void trade(Trade trade) {}

  @Override
  public void confirmed() {}

  @Override
  public void heartbeat() {}

  @Override
  public void reached(Market market, TradeId id) {}

  @Override
  public void reply(String text) {}

  @Override
  public void welcome() {}

  @Override
  public void refused(String detail) {}

  @Override
  public void plannedClose(String detail, Duration within) {}

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {}
}
