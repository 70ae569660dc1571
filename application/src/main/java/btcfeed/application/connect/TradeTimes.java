package btcfeed.application.connect;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Plausibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which trade times of one venue can be believed. The coverage of a connection is measured by these
 * times only: one trade dated in the future would hide all that is missed until then. Any thread.
 */
final class TradeTimes {
  private final Map<Market, Plausibility> markets = new HashMap<>();

  TradeTimes() {}

  /**
   * The first time of these trades that can be believed, Unix microseconds.
   *
   * @param receiveTimeUs wall time when they came
   * @param receiveNanos the same moment on the monotonic clock
   */
  synchronized OptionalLong first(List<Trade> some, long receiveTimeUs, long receiveNanos) {
    return some.stream()
        .filter(trade -> believes(trade, receiveTimeUs, receiveNanos))
        .mapToLong(Trade::exchangeTimeUs)
        .findFirst();
  }

  /** The same of the last one. */
  synchronized OptionalLong last(List<Trade> some, long receiveTimeUs, long receiveNanos) {
    return first(some.reversed(), receiveTimeUs, receiveNanos);
  }

  private boolean believes(Trade trade, long receiveTimeUs, long receiveNanos) {
    return markets
        .computeIfAbsent(trade.market(), _ -> new Plausibility())
        .believes(trade.exchangeTimeUs(), receiveTimeUs, receiveNanos);
  }
}
