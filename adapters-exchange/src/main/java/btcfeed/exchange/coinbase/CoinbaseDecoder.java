package btcfeed.exchange.coinbase;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Heard;
import btcfeed.exchange.codec.TradeRows;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import java.util.Map;
import java.util.Optional;

/** Coinbase's messages: flat objects, told apart by {@code type}, which may stand anywhere. */
final class CoinbaseDecoder implements FrameDecoder {
  private enum Type {
    MATCH,
    LAST_MATCH,
    SUBSCRIPTIONS,
    HEARTBEAT,
    ERROR,
    /** Of a channel that was not asked for. */
    OTHER_CHANNEL,
    UNKNOWN,
    NONE
  }

  private enum Field {
    TYPE,
    PRODUCT,
    TRADE_ID,
    PRICE,
    SIZE,
    SIDE,
    TIME,
    CHANNELS,
    NAME,
    MESSAGE,
    REASON,
    OTHER
  }

  private static final Words<Type> TYPES =
      new Words<>(
          Map.of(
              "match", Type.MATCH,
              "last_match", Type.LAST_MATCH,
              "subscriptions", Type.SUBSCRIPTIONS,
              "heartbeat", Type.HEARTBEAT,
              "error", Type.ERROR,
              "ticker", Type.OTHER_CHANNEL,
              "status", Type.OTHER_CHANNEL,
              "snapshot", Type.OTHER_CHANNEL,
              "l2update", Type.OTHER_CHANNEL),
          Type.UNKNOWN);

  private static final Words<Field> FIELDS =
      new Words<>(
          Map.ofEntries(
              Map.entry("type", Field.TYPE),
              Map.entry("product_id", Field.PRODUCT),
              Map.entry("trade_id", Field.TRADE_ID),
              Map.entry("price", Field.PRICE),
              Map.entry("size", Field.SIZE),
              Map.entry("side", Field.SIDE),
              Map.entry("time", Field.TIME),
              Map.entry("channels", Field.CHANNELS),
              Map.entry("name", Field.NAME),
              Map.entry("message", Field.MESSAGE),
              Map.entry("reason", Field.REASON)),
          Field.OTHER);

  /** The side sent is the maker's, who was there first: the aggressor is the other one. */
  private static final Words<Side> AGGRESSORS =
      new Words<>(Map.of("buy", Side.SELL, "sell", Side.BUY), Side.UNKNOWN);

  private static final Words<Boolean> MATCHES = new Words<>(Map.of("matches", true), false);
  private static final int MAX_DETAIL_BYTES = 200;

  private final JsonCursor json = new JsonCursor();
  private final TradeRows rows;
  private Type type = Type.NONE;
  private boolean matches;
  private String detail = "";
  private boolean confirmed;

  CoinbaseDecoder(Words<Optional<Market>> markets) {
    rows = new TradeRows(markets);
  }

  @Override
  public void decode(byte[] message, int length, Heard heard) {
    rows.clear();
    type = Type.NONE;
    matches = false;
    detail = "";
    json.begin(message, length);
    boolean object = json.next() == Token.BEGIN_OBJECT;
    if (object) {
      members();
    } else {
      json.skip();
    }
    if (json.next() != Token.END) {
      heard.bad(BadInput.MALFORMED, Optional.empty());
    } else if (!object) {
      heard.bad(BadInput.WRONG_SHAPE, Optional.empty());
    } else {
      judge(heard);
    }
  }

  private void judge(Heard heard) {
    switch (type) {
      case MATCH -> {
        confirm(heard);
        rows.end();
        rows.tell(heard);
      }
      case LAST_MATCH, HEARTBEAT -> heard.heartbeat();
      case SUBSCRIPTIONS -> {
        if (matches) {
          confirm(heard);
        }
      }
      case ERROR -> heard.refused(detail.isEmpty() ? "no reason given" : detail);
      case OTHER_CHANNEL -> {}
      case UNKNOWN -> heard.bad(BadInput.UNKNOWN_MESSAGE, Optional.empty());
      case NONE -> heard.bad(BadInput.WRONG_SHAPE, Optional.empty());
    }
  }

  private void confirm(Heard heard) {
    if (!confirmed) {
      confirmed = true;
      heard.confirmed();
    }
  }

  private void members() {
    while (json.next() == Token.KEY) {
      Field field = json.word(FIELDS);
      json.next();
      switch (field) {
        case TYPE -> type = json.token() == Token.STRING ? json.word(TYPES) : Type.NONE;
        case PRODUCT -> rows.symbol(json);
        case TRADE_ID -> rows.number(json);
        case PRICE -> rows.price(json, Token.STRING);
        case SIZE -> rows.quantity(json, Token.STRING);
        case SIDE -> rows.side(json, AGGRESSORS);
        case TIME -> rows.isoTime(json);
        case CHANNELS -> channels();
        case MESSAGE, REASON -> noteDetail();
        case NAME, OTHER -> {}
      }
      json.skip();
    }
  }

  /** The channels that stand: objects with a name. */
  private void channels() {
    if (json.token() != Token.BEGIN_ARRAY) {
      return;
    }
    Token token = json.next();
    while (token != Token.END_ARRAY && !token.isLast()) {
      if (token == Token.BEGIN_OBJECT) {
        channel();
      } else {
        json.skip();
      }
      token = json.next();
    }
  }

  private void channel() {
    while (json.next() == Token.KEY) {
      Field field = json.word(FIELDS);
      json.next();
      if (field == Field.NAME && json.token() == Token.STRING) {
        matches |= json.word(MATCHES);
      }
      json.skip();
    }
  }

  private void noteDetail() {
    if (json.token() == Token.STRING) {
      detail += (detail.isEmpty() ? "" : ": ") + json.text(MAX_DETAIL_BYTES);
    }
  }
}
