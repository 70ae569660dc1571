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
 * A binary message as it is being read: a wrapper with the channel in field 1, the market in field
 * 3 and, in field 314, the deals, in whatever order. Fields nobody told us about are passed over.
 *
 * <p>What is nested says its length first. So of a message that was cut, each deal that came before
 * the cut is known to be whole, and the channel's name tells the market where the cut came before
 * field 3. Read in place: nothing is copied. Reused, one thread.
 */
final class MexcPush {
  private static final int CHANNEL = 1;
  private static final int SYMBOL = 3;
  private static final int DEALS = 314;
  private static final int DEAL = 1;

  private final ByteDictionary<Optional<Market>> channels;
  private final ByteDictionary<Optional<Market>> symbols;
  // Reused; so many of them are this message's, and so many of those are whole.
  private final ArrayList<MexcDeal> deals = new ArrayList<>();
  private final RejectedRows rejected = new RejectedRows();
  // Takes what is read of a deal beyond the limit.
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

  /** For markets by their channels and by their names. */
  MexcPush(ByteDictionary<Optional<Market>> channels, ByteDictionary<Optional<Market>> symbols) {
    this.channels = channels;
    this.symbols = symbols;
  }

  /** Reads a whole message; an {@code IOException} says that it is none. */
  void read(byte[] message, int length) throws IOException {
    begin(message, /* cut= */ false);
    wrapper(CodedInputStream.newInstance(message, 0, length));
  }

  /** Reads the beginning of a message, as far as it goes. */
  void readCut(byte[] beginning, int length) {
    begin(beginning, /* cut= */ true);
    try {
      wrapper(CodedInputStream.newInstance(beginning, 0, length));
    } catch (IOException _) {
      // As it must be: it ends early. What came before that stands.
    }
  }

  private void begin(byte[] message, boolean cut) {
    // So that no deal of an earlier message keeps that message's bytes.
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

  /** What it carries in the place of the deals. */
  Payload payload() {
    if (!body) {
      return Payload.ABSENT;
    }
    if (wrong || (deal && !named)) {
      return Payload.UNREADABLE;
    }
    return deal ? Payload.ROWS : Payload.NONE;
  }

  /** Reports the deals that are no trades, and how many there were beyond the limit. */
  void blame(DecodeSink heard) {
    rejected.report(heard, market);
    if (surplus > 0) {
      heard.bad(BadInput.OVERSIZED, market.map(Market::symbol), surplus);
    }
  }

  /** The market it is about, if that was asked for. */
  Optional<Market> market() {
    return market;
  }

  /** The deals that are whole. */
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
    ByteDictionary<Optional<Market>> names = field == SYMBOL ? symbols : channels;
    Optional<Market> found = names.find(bytes, from, from + length);
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

  /** Keeps a deal that was read to its end, unless it is no trade: then it is counted. */
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

  /** Enters what is nested; where that was cut, it ends where the bytes do. */
  private static int enter(CodedInputStream in, int length, boolean cut) throws IOException {
    return in.pushLimit(cut ? in.getBytesUntilLimit() : length);
  }

  private static boolean isNested(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
