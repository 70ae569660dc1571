package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.json.DecimalScan;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One deal of a message: price, quantity and id as text, the aggressor's side as 1 for a buy and 2
 * for a sale, the time in Unix milliseconds. One thread.
 */
final class MexcDeal {
  private static final int PRICE = 1;
  private static final int QUANTITY = 2;
  private static final int SIDE = 3;
  private static final int TIME = 4;
  private static final int ID = 5;

  private static final int MAX_ID_BYTES = 64;
  // The years 2001 to 2286.
  private static final long MIN_MS = 1_000_000_000_000L;
  private static final long MAX_MS = 9_999_999_999_999L;

  private final DecimalScan price = new DecimalScan();
  private final DecimalScan quantity = new DecimalScan();
  private byte[] id = new byte[0];
  private long side;
  private long timeMs;
  // The fields seen, one bit each.
  private int seen;
  private boolean wrong;

  /** What became of a deal. */
  sealed interface Read {
    record Whole(Trade trade) implements Read {}

    record Faulty(BadInput reason) implements Read {}
  }

  private MexcDeal() {}

  static MexcDeal of(CodedInputStream in) throws IOException {
    MexcDeal deal = new MexcDeal();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      deal.note(tag, in);
    }
    return deal;
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
    wrong |= (seen & (1 << field)) != 0;
    seen |= 1 << field;
    byte[] bytes = text ? in.readByteArray() : new byte[0];
    long number = text ? 0 : in.readInt64();
    switch (field) {
      case PRICE -> price.read(bytes, 0, bytes.length);
      case QUANTITY -> quantity.read(bytes, 0, bytes.length);
      case SIDE -> side = number;
      case TIME -> timeMs = number;
      default -> id = bytes;
    }
  }

  /** A trade of this market, or why it is none. */
  Read read(Optional<Market> market) {
    Optional<BadInput> fault = fault();
    if (fault.isPresent() || market.isEmpty()) {
      return new Read.Faulty(fault.orElse(BadInput.UNKNOWN_SYMBOL));
    }
    return new Read.Whole(
        new Trade(
            market.get(),
            TradeId.of(new String(id, StandardCharsets.US_ASCII)),
            new Price(price.unscaled(), price.scale()),
            new Quantity(quantity.unscaled(), quantity.scale()),
            side == 1 ? Side.BUY : Side.SELL,
            timeMs * 1000));
  }

  private Optional<BadInput> fault() {
    boolean all = (seen & 0b111110) == 0b111110;
    if (wrong || !all || side < 1 || side > 2) {
      return Optional.of(BadInput.WRONG_SHAPE);
    }
    if (!price.fits() || !quantity.fits() || !isName(id)) {
      return Optional.of(BadInput.BAD_NUMBER);
    }
    if (price.unscaled() <= 0 || quantity.unscaled() <= 0) {
      return Optional.of(BadInput.NOT_POSITIVE);
    }
    return timeMs < MIN_MS || timeMs > MAX_MS ? Optional.of(BadInput.BAD_TIME) : Optional.empty();
  }

  private static boolean isName(byte[] id) {
    boolean printable = id.length > 0 && id.length <= MAX_ID_BYTES;
    for (byte b : id) {
      printable &= b > ' ' && b < 127;
    }
    return printable;
  }
}
