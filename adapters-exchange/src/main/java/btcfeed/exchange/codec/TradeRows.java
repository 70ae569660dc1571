package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trades of one message while it is read: noted field by field, judged row by row, told when
 * the message has proved whole.
 *
 * <p>Each field comes once and in any order, else the row is of the wrong shape; the first thing
 * wrong with a row is what is said of it. Reused from message to message, one thread.
 */
public final class TradeRows {
  private static final int SYMBOL = 1;
  private static final int ID = 2;
  private static final int PRICE = 4;
  private static final int QUANTITY = 8;
  private static final int SIDE = 16;
  private static final int TIME = 32;
  private static final int ALL = 63;

  private final Words<Optional<Market>> markets;
  private final List<Trade> trades = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  private int seen;
  private Optional<BadInput> fault = Optional.empty();
  private Optional<Market> market = Optional.empty();
  private long id;
  private long price;
  private int priceScale;
  private long quantity;
  private int quantityScale;
  private Side side = Side.UNKNOWN;
  private long timeUs;

  private record Refused(BadInput reason, Optional<Symbol> symbol) {}

  /** Rows of these markets, by the venue's names for them. */
  public TradeRows(Words<Optional<Market>> markets) {
    this.markets = markets;
  }

  /** Forgets everything: another message begins. */
  public void clear() {
    trades.clear();
    refused.clear();
    begin();
  }

  /** Another row begins. */
  public void begin() {
    seen = 0;
    fault = Optional.empty();
    market = Optional.empty();
  }

  /** The market's name stands here. */
  public void symbol(JsonCursor json) {
    if (expect(SYMBOL, json, Token.STRING)) {
      market = json.word(markets);
    }
  }

  /** A trade id that counts stands here, as a number. */
  public void number(JsonCursor json) {
    if (!expect(ID, json, Token.NUMBER)) {
      return;
    }
    if (!json.readDecimal()) {
      blame(BadInput.BAD_NUMBER);
    } else if (!json.isInteger() || json.unscaled() < 0) {
      blame(BadInput.WRONG_SHAPE);
    } else {
      id = json.unscaled();
    }
  }

  /** The price stands here, as this kind of token. */
  public void price(JsonCursor json, Token kind) {
    if (expect(PRICE, json, kind) && positive(json)) {
      price = json.unscaled();
      priceScale = json.scale();
    }
  }

  /** The quantity stands here, as this kind of token. */
  public void quantity(JsonCursor json, Token kind) {
    if (expect(QUANTITY, json, kind) && positive(json)) {
      quantity = json.unscaled();
      quantityScale = json.scale();
    }
  }

  /** The aggressor's side stands here; {@link Side#UNKNOWN} is what no known word means. */
  public void side(JsonCursor json, Words<Side> sides) {
    if (expect(SIDE, json, Token.STRING)) {
      side = json.word(sides);
      if (side == Side.UNKNOWN) {
        blame(BadInput.WRONG_SHAPE);
      }
    }
  }

  /** The time stands here as ISO-8601 in UTC. */
  public void isoTime(JsonCursor json) {
    if (expect(TIME, json, Token.STRING)) {
      if (json.readIsoTime()) {
        timeUs = json.micros();
      } else {
        blame(BadInput.BAD_TIME);
      }
    }
  }

  /** The row has ended: it is a trade, or bad. */
  public void end() {
    if (fault.isEmpty() && seen != ALL) {
      blame(BadInput.WRONG_SHAPE);
    }
    if (fault.isEmpty() && market.isEmpty()) {
      blame(BadInput.UNKNOWN_SYMBOL);
    }
    if (fault.isPresent()) {
      refused.add(new Refused(fault.get(), market.map(Market::symbol)));
    } else {
      trades.add(
          new Trade(
              market.orElseThrow(),
              TradeId.of(id),
              new Price(price, priceScale),
              new Quantity(quantity, quantityScale),
              side,
              timeUs));
    }
    begin();
  }

  /** True if the current message had no rows. */
  public boolean isEmpty() {
    return trades.isEmpty() && refused.isEmpty();
  }

  /** Says all rows, trades first: the message was whole. */
  public void tell(Heard heard) {
    trades.forEach(heard::trade);
    refused.forEach(row -> heard.bad(row.reason(), row.symbol()));
  }

  private boolean expect(int field, JsonCursor json, Token kind) {
    boolean fine = (seen & field) == 0 && json.token() == kind;
    seen |= field;
    if (!fine) {
      blame(BadInput.WRONG_SHAPE);
    }
    return fine;
  }

  private boolean positive(JsonCursor json) {
    if (!json.readDecimal()) {
      blame(BadInput.BAD_NUMBER);
      return false;
    }
    if (json.unscaled() <= 0) {
      blame(BadInput.NOT_POSITIVE);
      return false;
    }
    return true;
  }

  private void blame(BadInput reason) {
    if (fault.isEmpty()) {
      fault = Optional.of(reason);
    }
  }
}
