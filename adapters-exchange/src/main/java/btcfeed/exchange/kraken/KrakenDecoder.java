package btcfeed.exchange.kraken;

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

/**
 * Kraken's messages: those of a {@code channel}, and answers, which have a {@code method}. Each
 * market is confirmed on its own.
 */
final class KrakenDecoder implements FrameDecoder {
  private enum Kind {
    TRADE,
    HEARTBEAT,
    /** Of the exchange itself, or of a channel that was not asked for. */
    OTHER_CHANNEL,
    UNKNOWN,
    NONE
  }

  private enum News {
    UPDATE,
    /** Trades before the subscription. */
    SNAPSHOT,
    NONE
  }

  private enum Method {
    SUBSCRIBE,
    PONG,
    OTHER,
    NONE
  }

  private enum Field {
    CHANNEL,
    TYPE,
    DATA,
    METHOD,
    SUCCESS,
    ERROR,
    SYMBOL,
    SIDE,
    PRICE,
    QUANTITY,
    TRADE_ID,
    TIMESTAMP,
    OTHER
  }

  private static final Words<Kind> CHANNELS =
      new Words<>(
          Map.of(
              "trade", Kind.TRADE,
              "heartbeat", Kind.HEARTBEAT,
              "status", Kind.OTHER_CHANNEL,
              "ticker", Kind.OTHER_CHANNEL,
              "book", Kind.OTHER_CHANNEL,
              "ohlc", Kind.OTHER_CHANNEL,
              "instrument", Kind.OTHER_CHANNEL),
          Kind.UNKNOWN);

  private static final Words<Method> METHODS =
      new Words<>(Map.of("subscribe", Method.SUBSCRIBE, "pong", Method.PONG), Method.OTHER);

  private static final Words<News> TYPES =
      new Words<>(Map.of("update", News.UPDATE, "snapshot", News.SNAPSHOT), News.NONE);

  private static final Words<Side> SIDES =
      new Words<>(Map.of("buy", Side.BUY, "sell", Side.SELL), Side.UNKNOWN);

  private static final Words<Field> FIELDS =
      new Words<>(
          Map.ofEntries(
              Map.entry("channel", Field.CHANNEL),
              Map.entry("type", Field.TYPE),
              Map.entry("data", Field.DATA),
              Map.entry("method", Field.METHOD),
              Map.entry("success", Field.SUCCESS),
              Map.entry("error", Field.ERROR),
              Map.entry("symbol", Field.SYMBOL),
              Map.entry("side", Field.SIDE),
              Map.entry("price", Field.PRICE),
              Map.entry("qty", Field.QUANTITY),
              Map.entry("trade_id", Field.TRADE_ID),
              Map.entry("timestamp", Field.TIMESTAMP)),
          Field.OTHER);

  private static final int MAX_DETAIL_BYTES = 200;

  private final JsonCursor json = new JsonCursor();
  private final TradeRows rows;
  private int unconfirmed;

  private Kind kind = Kind.NONE;
  private Method method = Method.NONE;
  private News news = News.NONE;
  private boolean success;
  private String error = "";

  KrakenDecoder(Words<Optional<Market>> markets, int subscribed) {
    rows = new TradeRows(markets);
    unconfirmed = subscribed;
  }

  @Override
  public void decode(byte[] message, int length, Heard heard) {
    rows.clear();
    kind = Kind.NONE;
    method = Method.NONE;
    news = News.NONE;
    success = false;
    error = "";
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
    } else if (method == Method.NONE) {
      judge(heard);
    } else {
      answer(heard);
    }
  }

  private void judge(Heard heard) {
    switch (kind) {
      case TRADE -> trades(heard);
      case HEARTBEAT -> heard.heartbeat();
      case OTHER_CHANNEL -> {}
      case UNKNOWN -> heard.bad(BadInput.UNKNOWN_MESSAGE, Optional.empty());
      case NONE -> heard.bad(BadInput.WRONG_SHAPE, Optional.empty());
    }
  }

  private void trades(Heard heard) {
    if (rows.isEmpty()) {
      heard.bad(BadInput.WRONG_SHAPE, Optional.empty());
      return;
    }
    switch (news) {
      case UPDATE -> rows.tell(heard);
      case SNAPSHOT -> heard.heartbeat();
      case NONE -> heard.bad(BadInput.WRONG_SHAPE, Optional.empty());
    }
  }

  private void answer(Heard heard) {
    switch (method) {
      case SUBSCRIBE -> {
        if (!success) {
          heard.refused(error.isEmpty() ? "no reason given" : error);
        } else if (unconfirmed > 0 && --unconfirmed == 0) {
          heard.confirmed();
        }
      }
      case PONG -> heard.heartbeat();
      case OTHER, NONE -> heard.bad(BadInput.UNKNOWN_MESSAGE, Optional.empty());
    }
  }

  private void members() {
    while (json.next() == Token.KEY) {
      Field field = json.word(FIELDS);
      json.next();
      boolean text = json.token() == Token.STRING;
      switch (field) {
        case CHANNEL -> kind = text ? json.word(CHANNELS) : Kind.NONE;
        case TYPE -> news = text ? json.word(TYPES) : News.NONE;
        case METHOD -> method = text ? json.word(METHODS) : Method.OTHER;
        case SUCCESS -> success = json.token() == Token.TRUE;
        case ERROR -> error = text ? json.text(MAX_DETAIL_BYTES) : "";
        case DATA -> data();
        case SYMBOL, SIDE, PRICE, QUANTITY, TRADE_ID, TIMESTAMP, OTHER -> {}
      }
      json.skip();
    }
  }

  /** An array of rows. What is not an object in it is a row of the wrong shape. */
  private void data() {
    if (json.token() != Token.BEGIN_ARRAY) {
      return;
    }
    Token token = json.next();
    while (token != Token.END_ARRAY && !token.isLast()) {
      rows.begin();
      if (token == Token.BEGIN_OBJECT) {
        row();
      } else {
        json.skip();
      }
      rows.end();
      token = json.next();
    }
  }

  private void row() {
    while (json.next() == Token.KEY) {
      Field field = json.word(FIELDS);
      json.next();
      switch (field) {
        case SYMBOL -> rows.symbol(json);
        case SIDE -> rows.side(json, SIDES);
        case PRICE -> rows.price(json, Token.NUMBER);
        case QUANTITY -> rows.quantity(json, Token.NUMBER);
        case TRADE_ID -> rows.number(json);
        case TIMESTAMP -> rows.isoTime(json);
        case CHANNEL, TYPE, DATA, METHOD, SUCCESS, ERROR, OTHER -> {}
      }
      json.skip();
    }
  }
}
