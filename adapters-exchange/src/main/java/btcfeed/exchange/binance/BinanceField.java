package btcfeed.exchange.binance;

import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.Map;

/** The keys of Binance's messages that mean something to us. */
enum BinanceField {
  // Of an event, which stands on the top of a raw message or inside "data" of a combined one.
  EVENT("e"),
  SYMBOL("s"),
  TRADE_ID("t"),
  PRICE("p"),
  QUANTITY("q"),
  TRADE_TIME("T"),
  BUYER_IS_MAKER("m"),
  /** Order type and status: in the futures' trades, which look like spot trades otherwise. */
  FUTURES_X("X"),
  FUTURES_ST("st"),
  /** Update numbers: the mark of book messages, some of which have no event name. */
  UPDATE("u"),
  LAST_UPDATE("lastUpdateId"),
  // Of a combined message.
  STREAM("stream"),
  DATA("data"),
  // Of an answer.
  RESULT("result"),
  REQUEST_ID("id"),
  ERROR("error"),
  CODE("code"),
  MESSAGE("msg"),
  OTHER("");

  /** From key to field. */
  static final ByteDictionary<BinanceField> BY_KEY = new ByteDictionary<>(byKey(), OTHER);

  private final String key;

  // Its place in a set of them is all that the ordinal is used for.
  @SuppressWarnings("EnumOrdinal")
  private final int bit = 1 << ordinal();

  BinanceField(String key) {
    this.key = key;
  }

  /** This one in a set of them. */
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
