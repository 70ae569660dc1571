package btcfeed.domain.journal;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads consecutive records in the format of {@link RecordFormat}. One thread.
 *
 * <p>Every consumer of the journal reads every record, so this class creates no strings for numbers
 * and reuses the markets it has read.
 */
final class RecordReader {
  /** This many digits always fit into a long. */
  private static final int MAX_PLAIN_DIGITS = 18;

  private static final int MARKETS = 64;
  private static final Side[] SIDES = Side.values();
  private static final Origin[] ORIGINS = Origin.values();

  private final byte[] bytes;

  /** Markets by a hash of their bytes; a collision replaces the older one. */
  private final Market[] markets = new Market[MARKETS];

  /** The bytes of each market: venue, the length of the symbol, symbol. */
  private final byte[][] raw = new byte[MARKETS][0];

  /** Start of the last string; it ends at {@link #at}. */
  private int from;

  private int at;

  RecordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How many bytes were read. */
  int position() {
    return at;
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if the bytes are not a complete record; the position is then
   *     undefined
   */
  Entry next() {
    try {
      return record();
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a record that is not whole", cut);
    }
  }

  /** Reads all remaining records. */
  List<Entry> rest() {
    List<Entry> entries = new ArrayList<>();
    while (at < bytes.length) {
      entries.add(next());
    }
    return entries;
  }

  private Entry record() {
    string();
    byte kind = at - from == 1 ? bytes[from] : 0;
    return switch (kind) {
      case 't' -> new Entry(id(), ticked());
      case 'g' -> new Entry(id(), gapChanged());
      case 'm' -> new Entry(id(), checkpointed());
      case 'c' -> new Entry(id(), mutated());
      default -> throw new IllegalArgumentException("unknown record kind '" + last() + "'");
    };
  }

  private JournalEvent ticked() {
    Trade trade =
        new Trade(
            market(), tradeId(), decimal(Price::new), decimal(Quantity::new), side(), number());
    return new JournalEvent.Ticked(new PriceTick(trade, number(), origin()));
  }

  private JournalEvent gapChanged() {
    Market market = market();
    Optional<Gap.Ids> ids = ids(text(), text());
    return new JournalEvent.GapChanged(
        market, new Gap(ids, number(), number(), Gap.State.parse(text()), number()));
  }

  private static Optional<Gap.Ids> ids(String from, String to) {
    return from.isEmpty() && to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Gap.Ids(Long.parseLong(from), Long.parseLong(to)));
  }

  private JournalEvent checkpointed() {
    return new JournalEvent.Checkpointed(market(), checkpoint(text(), number(), text()));
  }

  private static SequenceCheckpoint checkpoint(String lastId, long lastTimeUs, String text) {
    return lastId.isEmpty()
        ? new SequenceCheckpoint.Opaque(lastTimeUs, text)
        : new SequenceCheckpoint.Sequential(Long.parseLong(lastId), lastTimeUs, text);
  }

  private JournalEvent mutated() {
    String verb = text();
    String key = text();
    long number = number();
    string();
    ByteBuffer value = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, at));
    return new JournalEvent.Mutated(new MutationFormat(verb, number, value).mutation(key));
  }

  private JournalId id() {
    string();
    int dash = from;
    while (dash < at && bytes[dash] != '-') {
      dash++;
    }
    return dash == at
        ? JournalId.parse(last())
        : new JournalId(number(from, dash), number(dash + 1, at));
  }

  private Market market() {
    string();
    int first = from;
    int end = at;
    string();
    int hash = 0;
    for (int i = first; i < at; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 16)) & (MARKETS - 1);
    if (!Arrays.equals(raw[place], 0, raw[place].length, bytes, first, at)) {
      markets[place] = new Market(new Venue(ascii(first, end)), Symbol.parse(last()));
      raw[place] = Arrays.copyOfRange(bytes, first, at);
    }
    return markets[place];
  }

  private TradeId tradeId() {
    string();
    boolean counts = isPlain(from, at) && (at - from == 1 || bytes[from] != '0');
    return counts ? TradeId.of(digits(from, at)) : TradeId.of(last());
  }

  private <T extends Decimal> T decimal(Decimal.Maker<T> maker) {
    string();
    int point = from;
    while (point < at && bytes[point] != '.') {
      point++;
    }
    if (point == at && isPlain(from, at)) {
      return maker.make(digits(from, at), 0);
    }
    boolean plain = at - from <= MAX_PLAIN_DIGITS && isPlain(from, point) && isPlain(point + 1, at);
    return plain ? maker.make(digits(from, at), at - point - 1) : Decimal.parse(last(), maker);
  }

  private Side side() {
    string();
    for (Side side : SIDES) {
      if (isLast(side.text())) {
        return side;
      }
    }
    return Side.parse(last());
  }

  private Origin origin() {
    string();
    for (Origin origin : ORIGINS) {
      if (isLast(origin.text())) {
        return origin;
      }
    }
    return Origin.parse(last());
  }

  private boolean isLast(String text) {
    boolean same = at - from == text.length();
    for (int i = 0; same && i < text.length(); i++) {
      same = bytes[from + i] == text.charAt(i);
    }
    return same;
  }

  private long number() {
    string();
    return number(from, at);
  }

  /** The library reads or refuses everything else. */
  private long number(int first, int end) {
    return isPlain(first, end) ? digits(first, end) : Long.parseLong(ascii(first, end));
  }

  /** True for digits that always fit. */
  private boolean isPlain(int first, int end) {
    boolean plain = end > first && end - first <= MAX_PLAIN_DIGITS;
    for (int i = first; plain && i < end; i++) {
      plain = bytes[i] >= '0' && bytes[i] <= '9';
    }
    return plain;
  }

  /** The value of the digits, ignoring a point between them. */
  private long digits(int first, int end) {
    long value = 0;
    for (int i = first; i < end; i++) {
      value = bytes[i] == '.' ? value : value * 10 + (bytes[i] - '0');
    }
    return value;
  }

  private String text() {
    string();
    return last();
  }

  private String last() {
    return ascii(from, at);
  }

  private String ascii(int first, int end) {
    return new String(bytes, first, end - first, StandardCharsets.US_ASCII);
  }

  /** Moves on to the next string. */
  private void string() {
    int tag = unsigned();
    int length =
        switch (tag) {
          case RecordFormat.STR8 -> unsigned();
          case RecordFormat.STR16 -> unsigned() << 8 | unsigned();
          default -> {
            if ((tag & 0xe0) != RecordFormat.FIXSTR) {
              throw new IllegalArgumentException("not a string of a record, tag " + tag);
            }
            yield tag & 0x1f;
          }
        };
    if (length > bytes.length - at) {
      throw new BufferUnderflowException();
    }
    from = at;
    at += length;
  }

  private int unsigned() {
    if (at == bytes.length) {
      throw new BufferUnderflowException();
    }
    return bytes[at++] & 0xff;
  }
}
