package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.DecimalScan;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * A binary message while it is read: the channel in field 1, the market in field 3, the deals in
 * field 314, in any order. A deal has price, quantity and id as text, the aggressor's side as 1
 * (buy) or 2 (sell), and the time in Unix milliseconds. Other fields are skipped.
 *
 * <p>A nested value begins with its length. So the deals before a cut are known to be complete. If
 * field 3 was cut off, the channel tells the market. Reused, one thread.
 */
final class MexcPush {
  private static final int CHANNEL = 1;
  private static final int SYMBOL = 3;
  private static final int DEALS = 314;
  private static final int DEAL = 1;

  // The fields of a deal.
  private static final int PRICE = 1;
  private static final int SIDE = 3;
  private static final int TIME = 4;
  private static final int ID = 5;

  // The years 2001 to 2286.
  private static final long MIN_MS = 1_000_000_000_000L;
  private static final long MAX_MS = 9_999_999_999_999L;

  /** The deals. */
  final TradeRows rows = new TradeRows();

  private final ByteDictionary<Optional<Market>> markets;
  private final DecimalScan decimal = new DecimalScan();

  private byte[] bytes = new byte[0];
  private boolean mayBeCut;
  private boolean body;
  private boolean deal;
  private boolean named;
  private Optional<Market> market = Optional.empty();
  private boolean wrong;

  /** For these markets, by channel and by name. */
  MexcPush(ByteDictionary<Optional<Market>> markets) {
    this.markets = markets;
  }

  /**
   * Reads a message. False if it is no Protocol Buffers, or ends early; what came before is used if
   * the message may be cut.
   */
  boolean read(byte[] message, int length, boolean cut) {
    rows.clear();
    bytes = message;
    mayBeCut = cut;
    body = false;
    deal = false;
    named = false;
    market = Optional.empty();
    wrong = false;
    boolean whole;
    try {
      wrapper(CodedInputStream.newInstance(message, 0, length));
      whole = true;
    } catch (IOException _) {
      whole = false;
    }
    rows.about(market);
    return whole;
  }

  /** The content in the place of the deals. */
  Payload payload() {
    if (!body) {
      return Payload.ABSENT;
    }
    if (wrong || (deal && !named)) {
      return Payload.UNREADABLE;
    }
    return deal ? Payload.ROWS : Payload.NONE;
  }

  private void wrapper(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field != CHANNEL && field != SYMBOL && field != DEALS) {
        in.skipField(tag);
      } else if (!isNested(tag)) {
        wrong = true;
        in.skipField(tag);
      } else if (field == DEALS) {
        body = true;
        int length = in.readRawVarint32();
        boolean cut = mayBeCut && length > in.getBytesUntilLimit();
        int outside = enter(in, length, cut);
        deals(in, cut);
        in.popLimit(outside);
      } else {
        name(in, field);
      }
    }
  }

  private void name(CodedInputStream in, int field) throws IOException {
    int length = in.readRawVarint32();
    int from = in.getTotalBytesRead();
    in.skipRawBytes(length);
    Optional<Market> found = markets.find(bytes, from, from + length);
    if (field == SYMBOL || found.isPresent()) {
      wrong |= named && !market.equals(found);
      named = true;
      market = found;
    }
  }

  private void deals(CodedInputStream in, boolean mayEnd) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != DEAL) {
        in.skipField(tag);
      } else if (isNested(tag)) {
        deal = true;
        TradeRow row = rows.next();
        int length = in.readRawVarint32();
        boolean cut = mayEnd && length > in.getBytesUntilLimit();
        int outside = enter(in, length, cut);
        for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
          field(row, inner, in);
        }
        in.popLimit(outside);
        if (!cut) {
          rows.ended();
        }
      } else {
        deal = true;
        rows.reject();
        in.skipField(tag);
      }
    }
  }

  private void field(TradeRow row, int tag, CodedInputStream in) throws IOException {
    int field = WireFormat.getTagFieldNumber(tag);
    boolean text = field != SIDE && field != TIME;
    if (field > ID) {
      in.skipField(tag);
    } else if (isNested(tag) != text
        || (!text && WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_VARINT)) {
      row.wrong();
      in.skipField(tag);
    } else if (text) {
      int length = in.readRawVarint32();
      int from = in.getTotalBytesRead();
      in.skipRawBytes(length);
      if (field == ID) {
        row.noteId(bytes, from, from + length);
      } else {
        var _ = decimal.read(bytes, from, from + length);
        row.noteAmount(field == PRICE ? FieldRole.PRICE : FieldRole.QUANTITY, decimal);
      }
    } else if (field == TIME) {
      long ms = in.readInt64();
      row.noteTime(ms < MIN_MS || ms > MAX_MS ? -1 : ms * 1_000);
    } else {
      long side = in.readInt64();
      row.noteSide(side == 1 ? Side.BUY : side == 2 ? Side.SELL : Side.UNKNOWN);
    }
  }

  /** Enters a nested value; one that was cut ends where the bytes end. */
  private static int enter(CodedInputStream in, int length, boolean cut) throws IOException {
    return in.pushLimit(cut ? in.getBytesUntilLimit() : length);
  }

  private static boolean isNested(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
