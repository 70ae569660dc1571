package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One trade as it is being read: each of its fields noted as it comes, in whatever order, and the
 * first that is not as it should be. Reused, one thread.
 */
public final class Row {
  /** Ids that only name stay as they were sent. */
  static final Comparator<Trade> BY_ID =
      Comparator.comparingLong(
          trade ->
              switch (trade.id()) {
                case TradeId.Numbered(long number) -> number;
                case TradeId.Named _ -> 0;
              });

  private static final EnumSet<Key> NEEDED =
      EnumSet.of(Key.ID, Key.PRICE, Key.QUANTITY, Key.TIME, Key.SIDE);
  private static final int MAX_ID_BYTES = 64;

  private final EnumSet<Key> seen = EnumSet.noneOf(Key.class);
  private Optional<BadInput> fault = Optional.empty();
  private Optional<Market> market = Optional.empty();
  private TradeId id = TradeId.of(0);
  private long price;
  private int priceScale;
  private long quantity;
  private int quantityScale;
  private long timeUs;
  private Side side = Side.UNKNOWN;

  /** Forgets the trade before. */
  public void clear() {
    seen.clear();
    fault = Optional.empty();
    market = Optional.empty();
  }

  /** Notes the value the cursor stands on. */
  public void note(Key key, JsonCursor json, Dialect dialect) {
    if (!seen.add(key)) {
      blame(BadInput.WRONG_SHAPE);
    }
    if (json.token() != Token.STRING && json.token() != Token.NUMBER) {
      blame(BadInput.WRONG_SHAPE);
      return;
    }
    switch (key) {
      case ROW_MARKET -> market = json.word(dialect.markets());
      case ID -> {
        noteId(json);
        if (dialect.ids() == Continuity.COUNTING && id instanceof TradeId.Named) {
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
        seen.add(Key.QUANTITY);
        seen.add(Key.SIDE);
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
  static boolean has(Key key) {
    return switch (key) {
      case ROW_MARKET, ID, PRICE, QUANTITY, SIGNED_QUANTITY, TIME, SIDE, FOLDED -> true;
      case KIND, MARKET, TOPIC, PING, REQUEST, SUCCESS, DETAIL, INNER, ROWS, SEQUENCE, OTHER ->
          false;
    };
  }

  /** As {@link #read()}; a row that names no market is about this one. */
  public Read read(Optional<Market> around) {
    if (seen.add(Key.ROW_MARKET)) {
      market = around;
    }
    return read();
  }

  /** What was read: a trade, or why it is none. */
  public Read read() {
    if (fault.isPresent() || !seen.contains(Key.ROW_MARKET) || !seen.containsAll(NEEDED)) {
      return new Read.Faulty(fault.orElse(BadInput.WRONG_SHAPE), market);
    }
    if (market.isEmpty()) {
      return new Read.Faulty(BadInput.UNKNOWN_SYMBOL, market);
    }
    return new Read.Whole(
        new Trade(
            market.get(),
            id,
            new Price(price, priceScale),
            new Quantity(quantity, quantityScale),
            side,
            timeUs));
  }

  /**
   * Says which trade this is, as far as that has been read.
   *
   * @param around the market, where the row names none
   */
  public void name(Optional<Market> around, BiConsumer<Market, TradeId> to) {
    if (fault.isEmpty() && seen.contains(Key.ID)) {
      (seen.contains(Key.ROW_MARKET) ? market : around).ifPresent(where -> to.accept(where, id));
    }
  }

  /** What became of a row. */
  public sealed interface Read {
    record Whole(Trade trade) implements Read {}

    record Faulty(BadInput reason, Optional<Market> market) implements Read {}
  }

  private void noteId(JsonCursor json) {
    if (json.readDecimal()) {
      if (!json.isInteger() || json.unscaled() < 0) {
        blame(BadInput.WRONG_SHAPE);
      } else {
        id = TradeId.of(json.unscaled());
      }
      return;
    }
    // Longer than 18 digits, or no number.
    String text = json.text(MAX_ID_BYTES + 1);
    boolean printable =
        !text.isEmpty()
            && text.length() <= MAX_ID_BYTES
            && text.chars().allMatch(c -> c > ' ' && c < 127);
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (printable && (digits || json.token() == Token.STRING)) {
      id = TradeId.of(text);
    } else {
      blame(BadInput.BAD_NUMBER);
    }
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
