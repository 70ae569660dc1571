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
import btcfeed.domain.sequence.Mark;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record's bytes: a run of MessagePack strings, the first naming its kind.
 *
 * <pre>
 * t  id venue symbol trade_id price quantity side exchange_time_us receive_time_us origin
 * g  id venue symbol from_id to_id since_us until_us state trades
 * m  id venue symbol last_id last_time_us missing
 * c  id verb key number value
 * </pre>
 *
 * <p>Text because that is what the stores publish; MessagePack because the scripting language of
 * Redis reads it natively, so a batch crosses from the journal into a store without being taken
 * apart in between. Every value is printable ASCII, but for a mutation's ({@link Mutation}), which
 * is any text.
 */
public final class RecordFormat {
  /** No record is longer; what would be is a bug and refused. */
  public static final int MAX_BYTES = 4096;

  private static final int FIXSTR = 0xa0;
  private static final int STR8 = 0xd9;
  private static final int STR16 = 0xda;

  /** So many digits are within a long, whichever they are. */
  private static final int MAX_PLAIN_DIGITS = 18;

  private RecordFormat() {}

  /** Number of strings a record of this kind has. */
  public static int fields(JournalEvent event) {
    return switch (event) {
      case JournalEvent.Ticked _ -> 11;
      case JournalEvent.GapChanged _ -> 10;
      case JournalEvent.Marked _ -> 7;
      case JournalEvent.Mutated _ -> 6;
    };
  }

  /** Number of strings of the record whose first byte after the length prefix is {@code kind}. */
  public static int fields(byte kind) {
    return switch (kind) {
      case 't' -> 11;
      case 'g' -> 10;
      case 'm' -> 7;
      case 'c' -> 6;
      default -> throw new IllegalArgumentException("unknown record kind " + kind);
    };
  }

  /** Appends one record; {@code out} needs {@link #MAX_BYTES} of room. */
  public static void write(ByteBuffer out, Entry entry) {
    switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) -> {
        head(out, 't', entry.id(), tick.trade().market());
        Trade trade = tick.trade();
        switch (trade.id()) {
          case TradeId.Numbered(long number) -> number(out, number);
          case TradeId.Named(String text) -> text(out, text);
        }
        decimal(out, trade.price());
        decimal(out, trade.quantity());
        text(out, trade.side().text());
        number(out, trade.exchangeTimeUs());
        number(out, tick.receiveTimeUs());
        text(out, tick.origin().text());
      }
      case JournalEvent.GapChanged(Market market, Gap gap) -> {
        head(out, 'g', entry.id(), market);
        gap.ids()
            .ifPresentOrElse(
                ids -> {
                  number(out, ids.from());
                  number(out, ids.to());
                },
                () -> {
                  text(out, "");
                  text(out, "");
                });
        number(out, gap.sinceUs());
        number(out, gap.untilUs());
        text(out, gap.state().text());
        number(out, gap.trades());
      }
      case JournalEvent.Marked(Market market, Mark mark) -> {
        head(out, 'm', entry.id(), market);
        switch (mark) {
          case Mark.Counting(long lastId, long lastTimeUs, String missing) -> {
            number(out, lastId);
            number(out, lastTimeUs);
            text(out, missing);
          }
          case Mark.Naming(long lastTimeUs, String lately) -> {
            text(out, "");
            number(out, lastTimeUs);
            text(out, lately);
          }
        }
      }
      case JournalEvent.Mutated(Mutation mutation) -> {
        head(out, 'c', entry.id());
        MutationFormat format = MutationFormat.of(mutation);
        text(out, format.verb());
        text(out, mutation.key());
        number(out, format.number());
        length(out, format.value().remaining());
        out.put(format.value());
      }
    }
  }

  /**
   * Reads one record, leaving {@code in} behind it. Throws IllegalArgumentException, and nothing
   * else, if it is none or not whole; {@code in} then stands anywhere.
   */
  public static Entry read(ByteBuffer in) {
    try {
      return record(in);
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a record that is not whole", cut);
    }
  }

  private static Entry record(ByteBuffer in) {
    String kind = text(in);
    JournalId id = id(bytes(in));
    return new Entry(id, kind.equals("c") ? mutated(in) : ofMarket(kind, in));
  }

  private static JournalEvent mutated(ByteBuffer in) {
    String verb = text(in);
    String key = text(in);
    return new JournalEvent.Mutated(
        new MutationFormat(verb, number(in), ByteBuffer.wrap(bytes(in))).mutation(key));
  }

  private static JournalEvent ofMarket(String kind, ByteBuffer in) {
    Market market = new Market(new Venue(text(in)), Symbol.parse(text(in)));
    return switch (kind) {
      case "t" ->
          new JournalEvent.Ticked(
              tick(
                  market,
                  TradeId.of(text(in)),
                  Price.parse(text(in)),
                  Quantity.parse(text(in)),
                  Side.parse(text(in)),
                  number(in),
                  number(in),
                  Origin.parse(text(in))));
      case "g" ->
          new JournalEvent.GapChanged(
              market,
              new Gap(
                  ids(text(in), text(in)),
                  number(in),
                  number(in),
                  Gap.State.parse(text(in)),
                  number(in)));
      case "m" -> new JournalEvent.Marked(market, mark(text(in), number(in), text(in)));
      default -> throw new IllegalArgumentException("unknown record kind '" + kind + "'");
    };
  }

  /** Reads a run of records to the end of {@code in}. */
  public static List<Entry> readAll(ByteBuffer in) {
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      entries.add(read(in));
    }
    return entries;
  }

  private static Optional<Gap.Ids> ids(String from, String to) {
    return from.isEmpty() && to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Gap.Ids(Long.parseLong(from), Long.parseLong(to)));
  }

  private static Mark mark(String lastId, long lastTimeUs, String text) {
    return lastId.isEmpty()
        ? new Mark.Naming(lastTimeUs, text)
        : new Mark.Counting(Long.parseLong(lastId), lastTimeUs, text);
  }

  private static PriceTick tick(
      Market market,
      TradeId id,
      Price price,
      Quantity quantity,
      Side side,
      long exchangeTimeUs,
      long receiveTimeUs,
      Origin origin) {
    return new PriceTick(
        new Trade(market, id, price, quantity, side, exchangeTimeUs), receiveTimeUs, origin);
  }

  private static void head(ByteBuffer out, char kind, JournalId id) {
    out.put((byte) (FIXSTR | 1)).put((byte) kind);
    length(out, digits(id.ms()) + 1 + digits(id.seq()));
    ascii(out, id.ms());
    out.put((byte) '-');
    ascii(out, id.seq());
  }

  private static void head(ByteBuffer out, char kind, JournalId id, Market market) {
    head(out, kind, id);
    text(out, market.venue().name());
    Symbol symbol = market.symbol();
    length(out, symbol.base().length() + 1 + symbol.quote().length());
    ascii(out, symbol.base());
    out.put((byte) '-');
    ascii(out, symbol.quote());
  }

  private static void decimal(ByteBuffer out, Decimal value) {
    length(out, value.textLength());
    value.writeText(out);
  }

  private static void number(ByteBuffer out, long value) {
    length(out, digits(value));
    ascii(out, value);
  }

  private static void text(ByteBuffer out, String value) {
    length(out, value.length());
    ascii(out, value);
  }

  private static void length(ByteBuffer out, int length) {
    if (length < 32) {
      out.put((byte) (FIXSTR | length));
    } else if (length < 256) {
      out.put((byte) STR8).put((byte) length);
    } else {
      out.put((byte) STR16).putShort((short) length);
    }
  }

  private static void ascii(ByteBuffer out, String value) {
    for (int i = 0; i < value.length(); i++) {
      out.put((byte) value.charAt(i));
    }
  }

  private static void ascii(ByteBuffer out, long value) {
    int end = out.position() + digits(value);
    int at = end;
    long rest = negative(value);
    do {
      out.put(--at, (byte) ('0' - rest % 10));
      rest /= 10;
    } while (rest < 0);
    if (value < 0) {
      out.put(--at, (byte) '-');
    }
    out.position(end);
  }

  private static int digits(long value) {
    int digits = value < 0 ? 2 : 1;
    for (long rest = negative(value); rest <= -10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Every long has a negative of its size; the smallest has no positive one. */
  private static long negative(long value) {
    return value < 0 ? value : -value;
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(ByteBuffer in) {
    int tag = in.get() & 0xff;
    int length =
        switch (tag) {
          case STR8 -> in.get() & 0xff;
          case STR16 -> in.getShort() & 0xffff;
          default -> {
            if ((tag & 0xe0) != FIXSTR) {
              throw new IllegalArgumentException("not a string of a record, tag " + tag);
            }
            yield tag & 0x1f;
          }
        };
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static JournalId id(byte[] text) {
    int dash = 0;
    while (dash < text.length && text[dash] != '-') {
      dash++;
    }
    return dash == text.length
        ? JournalId.parse(new String(text, StandardCharsets.US_ASCII))
        : new JournalId(number(text, 0, dash), number(text, dash + 1, text.length));
  }

  private static long number(ByteBuffer in) {
    byte[] text = bytes(in);
    return number(text, 0, text.length);
  }

  /** What is no plain number is left to the library, to read it or to refuse it. */
  private static long number(byte[] text, int from, int to) {
    long value = 0;
    boolean plain = to > from && to - from <= MAX_PLAIN_DIGITS;
    for (int at = from; plain && at < to; at++) {
      plain = text[at] >= '0' && text[at] <= '9';
      value = value * 10 + (text[at] - '0');
    }
    return plain
        ? value
        : Long.parseLong(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }
}
