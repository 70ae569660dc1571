package btcfeed.exchange.binance;

import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What kind of event a message is, by its {@code e}. */
enum BinanceEvent {
  TRADE,
  SHUTDOWN,
  /** Of a channel that somebody's address subscribed beside the trades; not ours to judge. */
  OTHER_CHANNEL,
  UNKNOWN,
  /** The message has no {@code e}. */
  NONE,
  /** Its {@code e} is not even a text. */
  WRONG;

  /** From name to kind. */
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
