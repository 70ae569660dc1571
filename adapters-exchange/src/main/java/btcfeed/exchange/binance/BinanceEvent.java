package btcfeed.exchange.binance;

import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kind of an event, by its member {@code e}. */
enum BinanceEvent {
  TRADE,
  SHUTDOWN,
  /** An event of another channel, which the configured address may name beside the trades. */
  OTHER_CHANNEL,
  UNKNOWN,
  /** The message has no {@code e}. */
  NONE,
  /** The member {@code e} is no text. */
  WRONG;

  /** The events by name. */
  static final ByteDictionary<BinanceEvent> BY_NAME = new ByteDictionary<>(byName(), UNKNOWN);

  private static Map<String, BinanceEvent> byName() {
    Map<String, BinanceEvent> events = new HashMap<>();
    events.put("trade", TRADE);
    events.put("serverShutdown", SHUTDOWN);
    List.of(
            "aggTrade",
            "blockTrade",
            "kline",
            "avgPrice",
            "referencePrice",
            "depthUpdate",
            "24hrTicker",
            "24hrMiniTicker",
            "1hTicker",
            "4hTicker",
            "1dTicker")
        .forEach(name -> events.put(name, OTHER_CHANNEL));
    return events;
  }
}
