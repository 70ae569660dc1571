package btcfeed.exchange.binance;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.exchange.codec.DetailText;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The content of one message, collected in one pass: raw, or wrapped in {@code data}, its members
 * in any order.
 *
 * <p>The first value that no trade can have is noted as {@link #fault}. It counts only if the
 * message is a trade: other channels use the same letters for other values. Reused for every
 * message, one thread.
 */
final class BinanceMessage {
  private enum Level {
    TOP,
    DATA,
    ERROR
  }

  private static final byte[] TRADE_STREAM = "@trade".getBytes(StandardCharsets.US_ASCII);
  private static final long MS_13_DIGITS = 1_000_000_000_000L;
  private static final long US_16_DIGITS = MS_13_DIGITS * 1000;

  private final JsonCursor json = new JsonCursor();
  private final ByteDictionary<Optional<Market>> markets;

  // The members seen, one bit each.
  private int seen;
  private int seenInData;
  private boolean membersInData;

  BinanceEvent event = BinanceEvent.NONE;
  boolean tradeStream;
  Optional<BadInput> fault = Optional.empty();

  Optional<Market> market = Optional.empty();
  long tradeId;
  long price;
  int priceScale;
  long quantity;
  int quantityScale;
  long timeUs;
  Side side = Side.UNKNOWN;

  boolean resultIsNull;
  long requestId;
  final DetailText refusal = new DetailText();
  // The combined message has an empty "data".
  boolean emptyData;

  BinanceMessage(ByteDictionary<Optional<Market>> markets) {
    this.markets = markets;
  }

  /**
   * Reads a message. The content counts only if the result is {@link CursorToken#END}. {@link
   * CursorToken#NULL} stands for JSON that is no object.
   */
  CursorToken read(byte[] message, int length) {
    clear();
    json.begin(message, length);
    boolean object = json.next() == CursorToken.BEGIN_OBJECT;
    if (object) {
      members(Level.TOP);
    } else {
      json.skip();
    }
    CursorToken last = json.next();
    return object || last != CursorToken.END ? last : CursorToken.NULL;
  }

  /** True if the message has that member. */
  boolean has(BinanceField field) {
    return (seen & field.bit()) != 0;
  }

  /**
   * True if all these members are in one place: in a raw message, or in the {@code data} of a
   * combined one.
   *
   * @param fields one bit each
   */
  boolean hasAll(int fields) {
    return ((has(BinanceField.DATA) ? seenInData : seen) & fields) == fields;
  }

  private void clear() {
    seen = 0;
    seenInData = 0;
    event = BinanceEvent.NONE;
    tradeStream = false;
    fault = Optional.empty();
    market = Optional.empty();
    resultIsNull = false;
    requestId = -1;
    refusal.clear();
    emptyData = false;
  }

  private void members(Level level) {
    membersInData = false;
    while (json.member()) {
      membersInData = level == Level.DATA;
      BinanceField field = json.key(BinanceField.BY_KEY);
      if (belongsTo(level, field)) {
        if (has(field)) {
          blame(BadInput.WRONG_SHAPE);
        }
        seen |= field.bit();
        seenInData |= level == Level.DATA ? field.bit() : 0;
        note(field);
      }
      json.skip();
    }
  }

  private static boolean belongsTo(Level level, BinanceField field) {
    return switch (field) {
      case EVENT,
          SYMBOL,
          TRADE_ID,
          PRICE,
          QUANTITY,
          TRADE_TIME,
          BUYER_IS_MAKER,
          FUTURES_X,
          FUTURES_ST,
          UPDATE,
          LAST_UPDATE ->
          level != Level.ERROR;
      case STREAM, DATA, RESULT, REQUEST_ID, ERROR -> level == Level.TOP;
      case CODE, MESSAGE -> level != Level.DATA;
      case OTHER -> false;
    };
  }

  private void note(BinanceField field) {
    boolean text = json.token() == CursorToken.STRING;
    switch (field) {
      case EVENT -> event = text ? json.word(BinanceEvent.BY_NAME) : BinanceEvent.WRONG;
      case SYMBOL -> noteSymbol(text);
      case TRADE_ID -> noteTradeId();
      case PRICE -> {
        if (noteDecimal(text)) {
          price = json.unscaled();
          priceScale = json.scale();
        }
      }
      case QUANTITY -> {
        if (noteDecimal(text)) {
          quantity = json.unscaled();
          quantityScale = json.scale();
        }
      }
      case TRADE_TIME -> noteTime();
      case BUYER_IS_MAKER -> noteSide();
      case STREAM -> tradeStream = text && json.endsWith(TRADE_STREAM);
      case DATA -> data();
      case ERROR -> nested(Level.ERROR);
      case RESULT -> resultIsNull = json.token() == CursorToken.NULL;
      case REQUEST_ID -> {
        if (json.token() == CursorToken.NUMBER && json.readDecimal() && json.isInteger()) {
          requestId = json.unscaled();
        }
      }
      case CODE, MESSAGE -> refusal.add(json);
      case FUTURES_X, FUTURES_ST, UPDATE, LAST_UPDATE, OTHER -> {}
    }
  }

  private void data() {
    CursorToken value = json.token();
    nested(Level.DATA);
    emptyData = value == CursorToken.NULL || (value == CursorToken.BEGIN_OBJECT && !membersInData);
    if (value == CursorToken.BEGIN_ARRAY) {
      emptyData = json.next() == CursorToken.END_ARRAY;
      // The cursor is inside the array: skip the rest of it.
      while (!emptyData && json.token() != CursorToken.END_ARRAY && !json.token().isLast()) {
        json.skip();
        json.next();
      }
    }
  }

  private void nested(Level level) {
    if (json.token() == CursorToken.BEGIN_OBJECT) {
      members(level);
    }
  }

  private void noteSymbol(boolean text) {
    if (text) {
      market = json.word(markets);
    } else {
      blame(BadInput.WRONG_SHAPE);
    }
  }

  private void noteTradeId() {
    if (json.token() != CursorToken.NUMBER) {
      blame(BadInput.WRONG_SHAPE);
    } else if (!json.readDecimal()) {
      blame(BadInput.BAD_NUMBER);
    } else if (!json.isInteger() || json.unscaled() < 0) {
      blame(BadInput.WRONG_SHAPE);
    }
    tradeId = json.unscaled();
  }

  private boolean noteDecimal(boolean text) {
    if (!text) {
      blame(BadInput.WRONG_SHAPE);
    } else if (!json.readDecimal()) {
      blame(BadInput.BAD_NUMBER);
    } else if (json.unscaled() <= 0) {
      blame(BadInput.NOT_POSITIVE);
    } else {
      return true;
    }
    return false;
  }

  /** Milliseconds have 13 digits. Microseconds, if the address asks for them, have 16. */
  private void noteTime() {
    boolean fits = json.token() == CursorToken.NUMBER && json.readDecimal();
    if (json.token() != CursorToken.NUMBER || (fits && !json.isInteger())) {
      blame(BadInput.WRONG_SHAPE);
      return;
    }
    long time = fits ? json.unscaled() : 0;
    if (time >= MS_13_DIGITS && time < MS_13_DIGITS * 10) {
      timeUs = time * 1000;
    } else if (time >= US_16_DIGITS && time < US_16_DIGITS * 10) {
      timeUs = time;
    } else {
      blame(BadInput.BAD_TIME);
    }
  }

  /** If the buyer is the maker, the seller is the aggressor. */
  private void noteSide() {
    if (json.token() == CursorToken.TRUE) {
      side = Side.SELL;
    } else if (json.token() == CursorToken.FALSE) {
      side = Side.BUY;
    } else {
      blame(BadInput.WRONG_SHAPE);
    }
  }

  private void blame(BadInput reason) {
    if (fault.isEmpty()) {
      fault = Optional.of(reason);
    }
  }
}
