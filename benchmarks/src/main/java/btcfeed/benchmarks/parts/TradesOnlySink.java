package btcfeed.benchmarks.parts;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.DecodeSink;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.infra.Blackhole;

/** Accepts trades; any other event is an error of the benchmark. */
record TradesOnlySink(Blackhole hole) implements DecodeSink {
  @Override
  public void trade(Trade trade) {
    hole.consume(trade);
  }

  @Override
  public void confirmed() {}

  @Override
  public void heartbeat() {
    throw new IllegalStateException("a heartbeat");
  }

  @Override
  public void reached(Market market, TradeId id) {
    throw new IllegalStateException("no trade, but its id " + id);
  }

  @Override
  public void reply(String text) {
    throw new IllegalStateException(text);
  }

  @Override
  public void welcome() {
    throw new IllegalStateException("a welcome");
  }

  @Override
  public void refused(String detail) {
    throw new IllegalStateException(detail);
  }

  @Override
  public void plannedClose(String detail, Duration within) {
    throw new IllegalStateException(detail);
  }

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {
    // The same messages repeat, which looks like a gap in their numbers.
    if (reason != BadInput.LOST) {
      throw new IllegalStateException(reason.text());
    }
  }
}
