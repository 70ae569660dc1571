package btcfeed.domain.journal;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The bytes of a record: consecutive MessagePack strings, of which the first is its kind.
 *
 * <pre>{@code
 * t  id venue symbol trade_id price quantity side exchange_time_us receive_time_us origin
 * g  id venue symbol from_id to_id since_us until_us state trades
 * m  id venue symbol last_id last_time_us missing
 * c  id verb key number value
 * }</pre>
 *
 * <p>Text, because the stores publish it as it is. MessagePack, because Redis scripts read it
 * natively, so a batch travels from the journal into a store without being decoded. Every value is
 * printable ASCII, except the value of a {@link Mutation}, which is any text.
 */
public final class RecordFormat {
  /** Longest record; a longer one is a bug and refused. */
  public static final int MAX_BYTES = 4096;

  /** First byte of every record: the length prefix of its kind. */
  public static final byte KIND_LENGTH = (byte) 0xa1;

  static final int FIXSTR = 0xa0;
  static final int STR8 = 0xd9;
  static final int STR16 = 0xda;

  private RecordFormat() {}

  /** How many strings a record of this event has. */
  public static int fields(JournalEvent event) {
    return switch (event) {
      case JournalEvent.Ticked _ -> 11;
      case JournalEvent.GapChanged _ -> 10;
      case JournalEvent.Checkpointed _ -> 7;
      case JournalEvent.Mutated _ -> 6;
    };
  }

  /** True if this second byte of a record is a known kind. */
  public static boolean isKind(byte letter) {
    return letter == 't' || letter == 'g' || letter == 'm' || letter == 'c';
  }

  /** True if this second byte of a record means a tick. */
  public static boolean isTick(byte letter) {
    return letter == 't';
  }

  /** How many strings a record of this kind has. */
  public static int fields(byte kind) {
    return switch (kind) {
      case 't' -> 11;
      case 'g' -> 10;
      case 'm' -> 7;
      case 'c' -> 6;
      default -> throw new IllegalArgumentException("unknown record kind " + kind);
    };
  }

  /**
   * Reads the strings of a record, kind and id first, as an entry of a store's stream holds them.
   *
   * @throws IllegalArgumentException if they are not a record
   */
  public static Entry parse(List<String> strings) {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    for (String string : strings) {
      if (string.length() > out.remaining() - 3) {
        throw new IllegalArgumentException("longer than a record");
      }
      text(out, string);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    RecordReader reader = new RecordReader(bytes);
    Entry entry = reader.next();
    if (reader.position() != bytes.length) {
      throw new IllegalArgumentException("longer than a record");
    }
    return entry;
  }

  /**
   * Reads consecutive records.
   *
   * @throws IllegalArgumentException if one of them is not a record
   */
  public static List<Entry> parse(byte[] records) {
    return new RecordReader(records).rest();
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
      case JournalEvent.Checkpointed(Market market, SequenceCheckpoint checkpoint) -> {
        head(out, 'm', entry.id(), market);
        switch (checkpoint) {
          case SequenceCheckpoint.Sequential(long lastId, long lastTimeUs, String missing) -> {
            number(out, lastId);
            number(out, lastTimeUs);
            text(out, missing);
          }
          case SequenceCheckpoint.Opaque(long lastTimeUs, String recent) -> {
            text(out, "");
            number(out, lastTimeUs);
            text(out, recent);
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

  private static void head(ByteBuffer out, char kind, JournalId id) {
    out.put((byte) (FIXSTR | 1)).put((byte) kind);
    length(out, Digits.count(id.ms()) + 1 + Digits.count(id.seq()));
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
    length(out, Digits.count(value));
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
    int end = out.position() + Digits.count(value);
    Digits.write(out, end, value);
    out.position(end);
  }
}
