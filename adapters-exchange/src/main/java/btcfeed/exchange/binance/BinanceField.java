package btcfeed.exchange.binance;

import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.Map;

/** The members of Binance's messages that have a meaning for the feed. */
enum BinanceField {
  // Members of an event: of a raw message, or of "data" in a combined one.
  EVENT("e"),
  SYMBOL("s"),
  TRADE_ID("t"),
  PRICE("p"),
  QUANTITY("q"),
  TRADE_TIME("T"),
  BUYER_IS_MAKER("m"),
  /** Order type and status: they are in trades of futures, which look like spot trades. */
  FUTURES_X("X"),
  FUTURES_ST("st"),
  /** Update numbers of an order book. Some of its messages have no event name. */
  UPDATE("u"),
  LAST_UPDATE("lastUpdateId"),
  // Members of a combined message.
  STREAM("stream"),
  DATA("data"),
  // Members of a response.
  RESULT("result"),
  REQUEST_ID("id"),
  ERROR("error"),
  CODE("code"),
  MESSAGE("msg"),
  OTHER("");

  /** The members by name. */
  static final ByteDictionary<BinanceField> BY_KEY = new ByteDictionary<>(byKey(), OTHER);

  private final String key;

  // The ordinal is used for nothing but the place in a set.
  @SuppressWarnings("EnumOrdinal")
  private final int bit = 1 << ordinal();

  BinanceField(String key) {
    this.key = key;
  }

  /** The bit of this member in a set of members. */
  int bit() {
    return bit;
  }

  private static Map<String, BinanceField> byKey() {
    Map<String, BinanceField> fields = new HashMap<>();
    for (BinanceField field : values()) {
      if (field != OTHER) {
        fields.put(field.key, field);
      }
    }
    return fields;
  }
}
