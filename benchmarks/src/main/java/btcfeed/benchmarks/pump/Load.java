package btcfeed.benchmarks.pump;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands that a pump writes to each of its stores.
 *
 * @param perTrade commands for each trade
 * @param perBatch commands after the trades of one write
 */
record Load(Template perTrade, Template perBatch) {
  private static final String PRICE = "64000.10000000";
  private static final String QUANTITY = "0.00150000";
  private static final String RECEIVED = "1767225600000000";
  private static final String TRADE_ID = "6123456789";
  private static final String MOVEMENT =
      "{\"price\":64000.10000000,\"timestamp\":\"2026-01-01T00:00:00.000000Z\","
          + "\"volume\":0.00150000,\"exchange\":\"binance\"}";
  private static final String UPDATE =
      "{\"price\":64000.10000000,\"timestamp\":\"2026-01-01T00:00:00.000000Z\","
          + "\"volume\":0.00150000}";

  /** Three short commands per trade: the minimum for a price in Redis. */
  static Load bare() {
    return new Load(
        Template.of(
            List.of(
                List.of("SET", "bench:last", Template.SENT),
                List.of("PUBLISH", "bench:trade", Template.SENT),
                List.of("INCR", "bench:count"))),
        Template.of(List.of()));
  }

  /** The keys and values of the service, in the same sizes. */
  static Load full(String streamMaxLength) {
    return new Load(
        Template.of(
            List.of(
                tick("XADD", "btc:ticks", Template.NUMBER + "-0"),
                List.of("LPUSH", "btc_movement_history", MOVEMENT),
                List.of("PUBLISH", "btc_price", UPDATE))),
        Template.of(
            List.of(
                tick("HSET", "btc:latest:binance:BTC-USDT"),
                List.of("SET", "last_btc_price", PRICE),
                List.of("SET", "last_btc_update_time", "1767225600.000000"),
                List.of("SET", "current_exchange", "binance"),
                List.of("LTRIM", "btc_movement_history", "0", "999"),
                List.of("XTRIM", "btc:ticks", "MAXLEN", "~", streamMaxLength),
                writer())));
  }

  private static List<String> writer() {
    return List.of(
        "HSET",
        "btc:feed",
        "epoch",
        "1",
        "instance",
        "benchmark",
        "started",
        RECEIVED,
        "last_id",
        Template.NUMBER + "-0");
  }

  private static List<String> tick(String... head) {
    List<String> words = new ArrayList<>(List.of(head));
    words.addAll(List.of("venue", "binance", "symbol", "BTC-USDT", "trade_id", TRADE_ID));
    words.addAll(List.of("price", PRICE, "quantity", QUANTITY, "side", "buy"));
    words.addAll(List.of("exchange_time_us", Template.SENT, "receive_time_us", RECEIVED));
    words.addAll(List.of("origin", "live"));
    return List.copyOf(words);
  }
}
