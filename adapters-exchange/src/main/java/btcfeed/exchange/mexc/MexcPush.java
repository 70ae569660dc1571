package btcfeed.exchange.mexc;

import btcfeed.domain.market.Market;
import btcfeed.exchange.json.Words;
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

  private final Words<Optional<Market>> channels;
  private final Words<Optional<Market>> symbols;
  // Reused; so many of them are this message's, and so many of those are whole.
  private final List<MexcDeal> deals = new ArrayList<>();
  private int count;
  private int whole;

  private byte[] bytes = new byte[0];
  private boolean mayBeCut;
  private boolean body;
  private boolean named;
  private Optional<Market> market = Optional.empty();
  private boolean wrong;

  /** For markets by their channels and by their names. */
  MexcPush(Words<Optional<Market>> channels, Words<Optional<Market>> symbols) {
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
    bytes = message;
    mayBeCut = cut;
    count = 0;
    whole = 0;
    body = false;
    named = false;
    market = Optional.empty();
    wrong = false;
  }

  /** True if it has deals in it. */
  boolean hasBody() {
    return body;
  }

  /** True if it says nothing that cannot be, and all that is needed. */
  boolean isRight() {
    return !wrong && named && count > 0;
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
    Words<Optional<Market>> names = field == SYMBOL ? symbols : channels;
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
        MexcDeal deal = next();
        int length = in.readRawVarint32();
        boolean cut = mayEnd && length > in.getBytesUntilLimit();
        int outside = enter(in, length, cut);
        deal.read(in, bytes);
        in.popLimit(outside);
        whole = cut ? whole : count;
      } else {
        wrong = true;
        in.skipField(tag);
      }
    }
  }

  private MexcDeal next() {
    if (count == deals.size()) {
      deals.add(new MexcDeal());
    }
    MexcDeal deal = deals.get(count++);
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
