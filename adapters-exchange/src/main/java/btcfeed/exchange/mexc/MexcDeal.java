package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.DecimalScan;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One deal of a message: price, quantity and id as text, the aggressor's side as 1 (buy) or 2
 * (sell), the time in Unix milliseconds. Reused, one thread.
 */
final class MexcDeal {
  private static final int PRICE = 1;
  private static final int QUANTITY = 2;
  private static final int SIDE = 3;
  private static final int TIME = 4;
  private static final int ID = 5;

  private static final Optional<BadInput> WRONG_SHAPE = Optional.of(BadInput.WRONG_SHAPE);
  private static final byte[] NONE = {};

  // The years 2001 to 2286.
  private static final long MIN_MS = 1_000_000_000_000L;
  private static final long MAX_MS = 9_999_999_999_999L;

  private final DecimalScan price = new DecimalScan();
  private final DecimalScan quantity = new DecimalScan();
  // The position of the id.
  private byte[] bytes = NONE;
  private int idFrom;
  private int idTo;
  private long side;
  private long timeMs;
  // The fields seen, one bit each.
  private int seen;
  private boolean wrong;

  /** Forgets the previous deal. */
  void clear() {
    seen = 0;
    wrong = false;
  }

  /** Releases the message. */
  void forget() {
    bytes = NONE;
  }

  /** Reads up to the current limit. The message must not change until {@link #forget}. */
  void read(CodedInputStream in, byte[] message) throws IOException {
    bytes = message;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      note(tag, in);
    }
  }

  private void note(int tag, CodedInputStream in) throws IOException {
    int field = WireFormat.getTagFieldNumber(tag);
    if (field > ID) {
      in.skipField(tag);
      return;
    }
    boolean text = field != SIDE && field != TIME;
    int expected = text ? WireFormat.WIRETYPE_LENGTH_DELIMITED : WireFormat.WIRETYPE_VARINT;
    if (WireFormat.getTagWireType(tag) != expected) {
      wrong = true;
      in.skipField(tag);
      return;
    }
    long number = text ? in.readRawVarint32() : in.readInt64();
    int from = in.getTotalBytesRead();
    int to = from;
    if (text) {
      in.skipRawBytes((int) number);
      to += (int) number;
    }
    switch (field) {
      case PRICE -> price.read(bytes, from, to);
      case QUANTITY -> quantity.read(bytes, from, to);
      case SIDE -> side = number;
      case TIME -> timeMs = number;
      default -> {
        idFrom = from;
        idTo = to;
      }
    }
    wrong |= saw(field);
    seen |= 1 << field;
  }

  /** The trade. There must be no {@link #fault}. */
  Trade trade(Market market) {
    return new Trade(
        market,
        id(),
        new Price(price.unscaled(), price.scale()),
        new Quantity(quantity.unscaled(), quantity.scale()),
        side == 1 ? Side.BUY : Side.SELL,
        timeMs * 1000);
  }

  /** The trade's id, if it was read. */
  Optional<TradeId> name() {
    return !wrong && saw(ID) && isName() ? Optional.of(id()) : Optional.empty();
  }

  private TradeId id() {
    return TradeId.of(new String(bytes, idFrom, idTo - idFrom, StandardCharsets.US_ASCII));
  }

  private boolean saw(int field) {
    return (seen & (1 << field)) != 0;
  }

  /** Why this is no valid trade; empty if it is one. */
  Optional<BadInput> fault() {
    boolean all = (seen & 0b111110) == 0b111110;
    if (wrong || !all || side < 1 || side > 2) {
      return WRONG_SHAPE;
    }
    if (!price.fits() || !quantity.fits() || !isName()) {
      return Optional.of(BadInput.BAD_NUMBER);
    }
    if (price.unscaled() <= 0 || quantity.unscaled() <= 0) {
      return Optional.of(BadInput.NOT_POSITIVE);
    }
    return timeMs < MIN_MS || timeMs > MAX_MS ? Optional.of(BadInput.BAD_TIME) : Optional.empty();
  }

  private boolean isName() {
    boolean printable = idFrom < idTo && idTo - idFrom <= InputLimits.ID_CHARACTERS;
    for (int at = idFrom; printable && at < idTo; at++) {
      printable = bytes[at] > ' ' && bytes[at] < 127;
    }
    return printable;
  }
}
