package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.DecimalScan;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.JsonText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * One trade while it is read: its fields, in whatever order they come, and the first fault. Reused,
 * one thread.
 */
public final class TradeRow {
  private static final int NEEDED =
      FieldRole.ROW_MARKET.bit()
          | FieldRole.ID.bit()
          | FieldRole.PRICE.bit()
          | FieldRole.QUANTITY.bit()
          | FieldRole.TIME.bit()
          | FieldRole.SIDE.bit();

  // Of a strict venue: what is needed, is never a number, is never a text.
  private static final int STRICTLY_NEEDED = NEEDED | FieldRole.EVENT.bit();
  private static final int TEXTS =
      FieldRole.EVENT.bit()
          | FieldRole.ROW_MARKET.bit()
          | FieldRole.PRICE.bit()
          | FieldRole.QUANTITY.bit();
  private static final int NUMBERS =
      FieldRole.ID.bit() | FieldRole.TIME.bit() | FieldRole.SIDE.bit();

  private static final long NO_TIME = -1;
  private static final Optional<BadInput> WRONG_SHAPE = Optional.of(BadInput.WRONG_SHAPE);
  private static final Optional<BadInput> UNKNOWN_SYMBOL = Optional.of(BadInput.UNKNOWN_SYMBOL);

  // The roles seen, and those of a trade at this venue; one bit each.
  private int seen;
  private int needed = NEEDED;
  private Optional<BadInput> fault = Optional.empty();
  private Optional<Market> market = Optional.empty();
  private TradeId id = TradeId.of(0);
  private boolean idRead;
  private long price;
  private int priceScale;
  private long quantity;
  private int quantityScale;
  private long timeUs = NO_TIME;
  private Side side = Side.UNKNOWN;

  /** Forgets the previous trade. */
  public void clear() {
    seen = 0;
    fault = Optional.empty();
    market = Optional.empty();
    idRead = false;
    timeUs = NO_TIME;
  }

  /** Takes the value at the cursor. */
  public void note(FieldRole role, JsonCursor json, TradeFormat format) {
    needed = format.strict() ? STRICTLY_NEEDED : NEEDED;
    see(role);
    if (!isTyped(role, json.token(), format.strict())) {
      blame(BadInput.WRONG_SHAPE);
      return;
    }
    switch (role) {
      case ROW_MARKET -> market = json.word(format.markets());
      case ID -> noteId(json, format);
      case PRICE, QUANTITY -> amount(role, json.readDecimal(), json.unscaled(), json.scale());
      case SIGNED_QUANTITY -> {
        seen |= FieldRole.QUANTITY.bit() | FieldRole.SIDE.bit();
        boolean number = json.readDecimal();
        amount(role, number, Math.abs(json.unscaled()), json.scale());
        side = json.unscaled() < 0 ? Side.SELL : Side.BUY;
      }
      case TIME -> {
        if (format.strict() && json.readDecimal() && !json.isInteger()) {
          blame(BadInput.WRONG_SHAPE);
        }
        time(json.timeUs(format.time()));
      }
      case SIDE -> {
        Optional<Side> known = json.word(format.sides());
        side = known.orElse(Side.UNKNOWN);
        if (known.isEmpty()) {
          blame(BadInput.WRONG_SHAPE);
        }
      }
      case TRADE_COUNT -> {
        if (!json.readDecimal() || json.unscaled() != 1 || json.scale() != 0) {
          blame(BadInput.WRONG_SHAPE);
        }
      }
      case FOREIGN -> blame(BadInput.WRONG_SHAPE);
      // The word of an event has been read by the message; the others are no part of a trade.
      case EVENT, TYPE, STREAM, OTHER_CHANNEL, MARKET, TOPIC, PING, REQUEST, SUCCESS, RESULT -> {}
      case VERDICT, DETAIL, INNER, ROWS, SEQUENCE, NUMBER, OTHER -> {}
    }
  }

  private static boolean isTyped(FieldRole role, CursorToken token, boolean strict) {
    return switch (token) {
      case STRING -> !strict || (NUMBERS & role.bit()) == 0;
      case NUMBER -> !strict || (TEXTS & role.bit()) == 0;
      case TRUE, FALSE -> role == FieldRole.SIDE;
      case BEGIN_OBJECT, END_OBJECT, BEGIN_ARRAY, END_ARRAY, KEY, NULL -> false;
      case END, MALFORMED, ENDED_EARLY -> false;
    };
  }

  /** Takes a price or quantity. */
  public void noteAmount(FieldRole role, DecimalScan read) {
    see(role);
    amount(role, read.fits(), read.unscaled(), read.scale());
  }

  /** Takes an id that is a text. */
  public void noteId(byte[] bytes, int from, int to) {
    see(FieldRole.ID);
    name(JsonText.name(bytes, from, to, InputLimits.ID_CHARACTERS));
  }

  /** Takes a time in Unix microseconds; below zero it is none. */
  public void noteTime(long us) {
    see(FieldRole.TIME);
    time(us);
  }

  /** Takes a side that must be known. */
  public void noteSide(Side known) {
    see(FieldRole.SIDE);
    side = known;
    if (known == Side.UNKNOWN) {
      blame(BadInput.WRONG_SHAPE);
    }
  }

  /** The row has a value of the wrong kind. */
  public void wrong() {
    blame(BadInput.WRONG_SHAPE);
  }

  private void amount(FieldRole role, boolean number, long unscaled, int scale) {
    if (!number) {
      blame(BadInput.BAD_NUMBER);
    } else if (unscaled <= 0) {
      blame(BadInput.NOT_POSITIVE);
    } else if (role == FieldRole.PRICE) {
      price = unscaled;
      priceScale = scale;
    } else {
      quantity = unscaled;
      quantityScale = scale;
    }
  }

  private void time(long us) {
    timeUs = us;
    if (us < 0) {
      blame(BadInput.BAD_TIME);
    }
  }

  private void name(String text) {
    if (text.isEmpty()) {
      blame(BadInput.BAD_NUMBER);
    } else {
      id = TradeId.of(text);
      idRead = true;
    }
  }

  private void see(FieldRole role) {
    if (saw(role)) {
      blame(BadInput.WRONG_SHAPE);
    }
    seen |= role.bit();
  }

  /** Sets the market of a row that names none. */
  public void about(Optional<Market> common) {
    if (!saw(FieldRole.ROW_MARKET)) {
      seen |= FieldRole.ROW_MARKET.bit();
      market = common;
    }
  }

  /** Why this is no valid trade; empty if it is one. */
  public Optional<BadInput> fault() {
    if (fault.isPresent()) {
      return fault;
    }
    if ((seen & needed) != needed) {
      return WRONG_SHAPE;
    }
    return market.isEmpty() ? UNKNOWN_SYMBOL : fault;
  }

  /** The same, whatever its market turns out to be. */
  Optional<BadInput> lastingFault() {
    boolean lacks = (needed & ~seen & ~FieldRole.ROW_MARKET.bit()) != 0;
    return fault.isPresent() || !lacks ? fault : WRONG_SHAPE;
  }

  /** True if it has no field of a trade. */
  boolean isForeign() {
    return seen == 0;
  }

  /** The market, if it is known. */
  public Optional<Market> market() {
    return market;
  }

  /** The id, if it was read; other fields may have faults. */
  public Optional<TradeId> id() {
    return idRead ? Optional.of(id) : Optional.empty();
  }

  /** The time in Unix microseconds, if it was read; other fields may have faults. */
  public OptionalLong timeUs() {
    return timeUs == NO_TIME ? OptionalLong.empty() : OptionalLong.of(timeUs);
  }

  /** The trade. There must be no {@link #fault}. */
  public Trade trade() {
    return new Trade(
        market.orElseThrow(),
        id,
        new Price(price, priceScale),
        new Quantity(quantity, quantityScale),
        side,
        timeUs);
  }

  /** Passes on market and id, if they were read. */
  public void name(BiConsumer<Market, TradeId> sink) {
    if (fault.isEmpty() && saw(FieldRole.ID)) {
      market.ifPresent(where -> sink.accept(where, id));
    }
  }

  private void noteId(JsonCursor json, TradeFormat format) {
    long number = json.wholeNumber();
    if (format.strict() && !json.readDecimal()) {
      blame(BadInput.BAD_NUMBER);
    } else if (number >= 0) {
      id = TradeId.of(number);
      idRead = true;
    } else if (json.readDecimal()) {
      blame(BadInput.WRONG_SHAPE);
    } else {
      String text = json.name(InputLimits.ID_CHARACTERS);
      name(json.token() == CursorToken.NUMBER && !isDigits(text) ? "" : text);
      if (format.ids() == Continuity.SEQUENTIAL) {
        blame(BadInput.WRONG_SHAPE);
      }
    }
  }

  /** True for digits only: a number too large for a {@code long}. */
  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private boolean saw(FieldRole role) {
    return (seen & role.bit()) != 0;
  }

  private void blame(BadInput reason) {
    if (fault.isEmpty()) {
      fault = Optional.of(reason);
    }
  }
}
