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
import btcfeed.exchange.json.JsonCursor;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * One trade as it is being read: each of its fields noted as it comes, in whatever order, and the
 * first that is not as it should be. Reused, one thread.
 */
public final class TradeRow {
  private static final int NEEDED =
      FieldRole.ROW_MARKET.bit()
          | FieldRole.ID.bit()
          | FieldRole.PRICE.bit()
          | FieldRole.QUANTITY.bit()
          | FieldRole.TIME.bit()
          | FieldRole.SIDE.bit();

  private static final long NO_TIME = -1;
  private static final Optional<BadInput> WRONG_SHAPE = Optional.of(BadInput.WRONG_SHAPE);
  private static final int NEEDED_BUT_MARKET = NEEDED & ~FieldRole.ROW_MARKET.bit();

  // The fields seen, a bit each.
  private int seen;
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

  /** Forgets the trade before. */
  public void clear() {
    seen = 0;
    fault = Optional.empty();
    market = Optional.empty();
    idRead = false;
    timeUs = NO_TIME;
  }

  /** Notes the value the cursor stands on. */
  public void note(FieldRole key, JsonCursor json, JsonVenue dialect) {
    if (saw(key)) {
      blame(BadInput.WRONG_SHAPE);
    }
    seen |= key.bit();
    boolean flag = json.token() == CursorToken.TRUE || json.token() == CursorToken.FALSE;
    if (json.token() != CursorToken.STRING
        && json.token() != CursorToken.NUMBER
        && !(flag && key == FieldRole.SIDE)) {
      blame(BadInput.WRONG_SHAPE);
      return;
    }
    switch (key) {
      case ROW_MARKET -> market = json.word(dialect.markets());
      case ID -> {
        noteId(json);
        if (dialect.ids() == Continuity.SEQUENTIAL && id instanceof TradeId.Named) {
          blame(BadInput.WRONG_SHAPE);
        }
      }
      case PRICE -> {
        if (isPositive(json)) {
          price = json.unscaled();
          priceScale = json.scale();
        }
      }
      case QUANTITY -> {
        if (isPositive(json)) {
          quantity = json.unscaled();
          quantityScale = json.scale();
        }
      }
      case SIGNED_QUANTITY -> {
        seen |= FieldRole.QUANTITY.bit() | FieldRole.SIDE.bit();
        if (isNumber(json)) {
          quantity = Math.abs(json.unscaled());
          quantityScale = json.scale();
          side = json.unscaled() < 0 ? Side.SELL : Side.BUY;
          if (quantity == 0) {
            blame(BadInput.NOT_POSITIVE);
          }
        }
      }
      case TIME -> {
        timeUs = json.timeUs(dialect.time());
        if (timeUs < 0) {
          blame(BadInput.BAD_TIME);
        }
      }
      case SIDE -> {
        Optional<Side> said = json.word(dialect.sides());
        side = said.orElse(Side.UNKNOWN);
        if (said.isEmpty()) {
          blame(BadInput.WRONG_SHAPE);
        }
      }
      case FOLDED -> {
        if (!json.readDecimal() || json.unscaled() != 1 || json.scale() != 0) {
          blame(BadInput.WRONG_SHAPE);
        }
      }
      case KIND, MARKET, TOPIC, PING, REQUEST, SUCCESS, DETAIL, INNER, ROWS, SEQUENCE, OTHER -> {}
    }
  }

  /** True for what a trade consists of. */
  static boolean has(FieldRole key) {
    return switch (key) {
      case ROW_MARKET, ID, PRICE, QUANTITY, SIGNED_QUANTITY, TIME, SIDE, FOLDED -> true;
      case KIND, MARKET, TOPIC, PING, REQUEST, SUCCESS, DETAIL, INNER, ROWS, SEQUENCE, OTHER ->
          false;
    };
  }

  /** A row that names no market is about this one. */
  public void about(Optional<Market> around) {
    if (!saw(FieldRole.ROW_MARKET)) {
      seen |= FieldRole.ROW_MARKET.bit();
      market = around;
    }
  }

  /** Why this is no trade; empty if it is one. */
  public Optional<BadInput> fault() {
    if (fault.isPresent()) {
      return fault;
    }
    if ((seen & NEEDED) != NEEDED) {
      return WRONG_SHAPE;
    }
    return market.isEmpty() ? Optional.of(BadInput.UNKNOWN_SYMBOL) : fault;
  }

  /** Why this can be no trade, whatever market it is about; empty if it may be one. */
  Optional<BadInput> lastingFault() {
    boolean lacks = (seen & NEEDED_BUT_MARKET) != NEEDED_BUT_MARKET;
    return fault.isPresent() || !lacks ? fault : WRONG_SHAPE;
  }

  /** True if it has nothing that a trade consists of. */
  boolean isForeign() {
    return seen == 0;
  }

  /** The market, as far as it is known. */
  public Optional<Market> market() {
    return market;
  }

  /** The id, where one could be read, whatever is wrong with the rest. */
  public Optional<TradeId> id() {
    return idRead ? Optional.of(id) : Optional.empty();
  }

  /** The time in Unix microseconds, where one could be read, whatever is wrong with the rest. */
  public OptionalLong timeUs() {
    return timeUs == NO_TIME ? OptionalLong.empty() : OptionalLong.of(timeUs);
  }

  /** The trade this is, where there is no {@link #fault}. */
  public Trade trade() {
    return new Trade(
        market.orElseThrow(),
        id,
        new Price(price, priceScale),
        new Quantity(quantity, quantityScale),
        side,
        timeUs);
  }

  /** Says which trade this is, as far as that has been read. */
  public void name(BiConsumer<Market, TradeId> to) {
    if (fault.isEmpty() && saw(FieldRole.ID)) {
      market.ifPresent(where -> to.accept(where, id));
    }
  }

  private void noteId(JsonCursor json) {
    long number = json.wholeNumber();
    if (number >= 0) {
      id = TradeId.of(number);
      idRead = true;
    } else if (json.readDecimal()) {
      blame(BadInput.WRONG_SHAPE);
    } else {
      String text = json.name(InputLimits.ID_CHARACTERS);
      if (text.isEmpty() || (json.token() == CursorToken.NUMBER && !isDigits(text))) {
        blame(BadInput.BAD_NUMBER);
      } else {
        id = TradeId.of(text);
        idRead = true;
      }
    }
  }

  /** True for the digits of a number too long to count. */
  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private boolean saw(FieldRole key) {
    return (seen & key.bit()) != 0;
  }

  private boolean isPositive(JsonCursor json) {
    if (isNumber(json) && json.unscaled() <= 0) {
      blame(BadInput.NOT_POSITIVE);
    }
    return fault.isEmpty();
  }

  private boolean isNumber(JsonCursor json) {
    boolean number = json.readDecimal();
    if (!number) {
      blame(BadInput.BAD_NUMBER);
    }
    return number;
  }

  private void blame(BadInput reason) {
    if (fault.isEmpty()) {
      fault = Optional.of(reason);
    }
  }
}
