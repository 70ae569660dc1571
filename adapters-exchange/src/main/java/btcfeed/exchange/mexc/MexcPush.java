package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.Payload;
import btcfeed.exchange.codec.RejectedRows;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A binary message while it is read: the channel in field 1, the market in field 3, the deals in
 * field 314, in any order. Other fields are skipped.
 *
 * <p>A nested value begins with its length. So the deals before a cut are known to be complete. If
 * field 3 was cut off, the channel tells the market. Nothing is copied. Reused, one thread.
 */
final class MexcPush {
  private static final int CHANNEL = 1;
  private static final int SYMBOL = 3;
  private static final int DEALS = 314;
  private static final int DEAL = 1;

  private final ByteDictionary<Optional<Market>> markets;
  // Of these, the first `count` belong to the message, and the first `whole` are complete.
  private final ArrayList<MexcDeal> deals = new ArrayList<>();
  private final RejectedRows rejected = new RejectedRows();
  // Receives the fields of deals beyond the limit.
  private final MexcDeal surplusDeal = new MexcDeal();
  private int count;
  private int whole;
  private int surplus;
  private int used;

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

  /** Reads a complete message; throws an {@code IOException} if it is none. */
  void read(byte[] message, int length) throws IOException {
    begin(message, /* cut= */ false);
    wrapper(CodedInputStream.newInstance(message, 0, length));
  }

  /** Reads the beginning of a message that was cut. */
  void readCut(byte[] beginning, int length) {
    begin(beginning, /* cut= */ true);
    try {
      wrapper(CodedInputStream.newInstance(beginning, 0, length));
    } catch (IOException _) {
      // The message ends early. What came before is used.
    }
  }

  private void begin(byte[] message, boolean cut) {
    // No deal may keep the bytes of an earlier message.
    for (int i = 0; i < Math.min(used, deals.size()); i++) {
      deals.get(i).forget();
    }
    used = 0;
    bytes = message;
    mayBeCut = cut;
    count = 0;
    whole = 0;
    surplus = 0;
    rejected.clear();
    if (deals.size() > InputLimits.ROWS_REUSED) {
      deals.subList(InputLimits.ROWS_REUSED, deals.size()).clear();
      deals.trimToSize();
    }
    body = false;
    deal = false;
    named = false;
    market = Optional.empty();
    wrong = false;
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

  /** Reports the deals that are no valid trades, and the number of those beyond the limit. */
  void reportBad(DecodeSink sink) {
    rejected.report(sink, market);
    if (surplus > 0) {
      sink.bad(BadInput.OVERSIZED, market.map(Market::symbol), surplus);
    }
  }

  /** The market, if it is subscribed. */
  Optional<Market> market() {
    return market;
  }

  /** The complete deals. */
  List<MexcDeal> wholeDeals() {
    return deals.subList(0, whole);
  }

  /** The deal that was cut. */
  Optional<MexcDeal> cutDeal() {
    return whole < count ? Optional.of(deals.get(whole)) : Optional.empty();
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
        MexcDeal next = next();
        int length = in.readRawVarint32();
        boolean cut = mayEnd && length > in.getBytesUntilLimit();
        int outside = enter(in, length, cut);
        next.read(in, bytes);
        in.popLimit(outside);
        if (!cut) {
          ended(next);
        }
      } else {
        deal = true;
        rejected.add(BadInput.WRONG_SHAPE, Optional.empty());
        in.skipField(tag);
      }
    }
  }

  /** Keeps a complete deal; one that is no valid trade is only counted. */
  private void ended(MexcDeal last) {
    if (surplus > 0) {
      return;
    }
    Optional<BadInput> fault = last.fault();
    if (fault.isPresent()) {
      rejected.add(fault.get(), Optional.empty());
      count--;
    }
    whole = count;
  }

  private MexcDeal next() {
    if (count == InputLimits.ROWS) {
      surplus++;
      surplusDeal.clear();
      return surplusDeal;
    }
    if (count == deals.size()) {
      deals.add(new MexcDeal());
    }
    MexcDeal deal = deals.get(count++);
    used = Math.max(used, count);
    deal.clear();
    return deal;
  }

  /** Enters a nested value; one that was cut ends where the bytes end. */
  private static int enter(CodedInputStream in, int length, boolean cut) throws IOException {
    return in.pushLimit(cut ? in.getBytesUntilLimit() : length);
  }

  private static boolean isNested(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
