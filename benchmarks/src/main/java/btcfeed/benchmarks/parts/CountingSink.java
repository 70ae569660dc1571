package btcfeed.benchmarks.parts;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.DecodeSink;
import java.time.Duration;
import java.util.Optional;

/** Passes on all events of a decoder and counts the trades. */
final class CountingSink implements DecodeSink {
  private final DecodeSink to;
  int trades;

  CountingSink(DecodeSink to) {
    this.to = to;
  }

  @Override
  public void trade(Trade trade) {
    trades++;
    to.trade(trade);
  }

  @Override
  public void confirmed() {
    to.confirmed();
  }

  @Override
  public void heartbeat() {
    to.heartbeat();
  }

  @Override
  public void reached(Market market, TradeId id) {
    to.reached(market, id);
  }

  @Override
  public void reply(String text) {
    to.reply(text);
  }

  @Override
  public void welcome() {
    to.welcome();
  }

  @Override
  public void refused(String detail) {
    to.refused(detail);
  }

  @Override
  public void plannedClose(String detail, Duration within) {
    to.plannedClose(detail, within);
  }

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {
    to.bad(reason, symbol, count);
  }
}
