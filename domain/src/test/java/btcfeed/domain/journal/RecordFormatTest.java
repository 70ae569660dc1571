package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.io.ByteArrayOutputStream;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A record's bytes")
class RecordFormatTest {

  @Property
  @Label("A record's bytes are read back as the entry that was written, and not one byte further")
  void readsWhatWasWritten(@ForAll("entries") Entry entry) {
    byte[] written = bytes(entry);
    RecordReader reader = new RecordReader(Arrays.copyOf(written, written.length + 3));

    Entry again = reader.next();

    assertThat(again).isEqualTo(entry);
    assertThat(reader.position()).isEqualTo(written.length);
    assertThat(bytes(again)).isEqualTo(written);
  }

  @Property
  @Label("A run of records is read back in order")
  void readsRuns(@ForAll @Size(max = 20) List<@From("entries") Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(entry -> out.writeBytes(bytes(entry)));

    assertThat(new RecordReader(out.toByteArray()).rest()).isEqualTo(entries);
  }

  @Property
  @Label("A record is the announced number of strings, printable ASCII but for a mutation's value")
  void announcesItsStrings(@ForAll("entries") Entry entry) {
    ByteBuffer in = ByteBuffer.wrap(bytes(entry));
    byte kind = in.get(1);
    List<String> strings = new ArrayList<>();
    while (in.hasRemaining()) {
      strings.add(string(in));
    }

    assertThat(strings)
        .hasSize(RecordFormat.fields(entry.event()))
        .hasSize(RecordFormat.fields(kind));
    assertThat(kind == 'c' ? strings.subList(0, 5) : strings)
        .allMatch(s -> s.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  @Property(tries = 200)
  @Label("A record cut anywhere is refused")
  void everyCutIsRefused(@ForAll("entries") Entry entry) {
    byte[] whole = bytes(entry);
    for (int length = 0; length < whole.length; length++) {
      RecordReader cut = new RecordReader(Arrays.copyOf(whole, length));
      assertThatIllegalArgumentException()
          .as("cut to %d of %d bytes", length, whole.length)
          .isThrownBy(cut::next);
    }
  }

  @Property(tries = 3000)
  @Label("A damaged record is refused with IllegalArgumentException or read, and nothing else")
  void damageIsRefusedOrRead(
      @ForAll("entries") Entry entry,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = RecordFormat.MAX_BYTES) Integer> places,
      @ForAll byte value) {
    byte[] damaged = bytes(entry);
    for (int place : places) {
      damaged[place % damaged.length] = value;
    }
    try {
      assertThat(new RecordReader(damaged).next()).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Property(tries = 3000)
  @Label("Garbage is refused with IllegalArgumentException or read, and nothing else")
  void garbageIsRefused(@ForAll @Size(max = 300) byte[] garbage) {
    try {
      assertThat(new RecordReader(garbage).rest()).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Test
  @DisplayName("are read whether or not a number in them is as plain as ours are")
  void readsNumbersOfAnyKind() {
    for (String number :
        List.of(
            "7",
            "007",
            "0.5",
            ".5",
            "5.",
            "1.8E-4",
            "0.000000000000000001",
            "123456789012.123456")) {
      Entry entry =
          new RecordReader(
                  tick("1-" + "9".repeat(18), "1" + "0".repeat(18), number, "-62135596800000000"))
              .next();

      assertThat(entry.id()).isEqualTo(new JournalId(1, 999_999_999_999_999_999L));
      assertThat(entry.event())
          .isEqualTo(
              new JournalEvent.Ticked(
                  new PriceTick(
                      new Trade(
                          new Market(new Venue("okx"), Symbol.parse("BTC-USD")),
                          TradeId.of(1_000_000_000_000_000_000L),
                          Price.parse(number),
                          Quantity.parse(number),
                          Side.SELL,
                          -62_135_596_800_000_000L),
                      0,
                      Origin.RECOVERED)));
    }
    for (String none : List.of("", ".", ".5.", "1..2", "1,2", "-1", "0")) {
      RecordReader in = new RecordReader(tick("1-1", "1", none, "1"));
      assertThatIllegalArgumentException().as(none).isThrownBy(in::next);
    }
    assertThat(new RecordReader(tick("1-1", "0042", "1", "1")).next().toString()).contains("0042");
  }

  private static byte[] tick(String id, String tradeId, String number, String time) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text :
        List.of(
            "t", id, "okx", "BTC-USD", tradeId, number, number, "sell", time, "0", "recovered")) {
      out.write(0xa0 | text.length());
      out.writeBytes(latin1(text));
    }
    return out.toByteArray();
  }

  @Test
  @DisplayName("are MessagePack strings, as the stores' script reads them")
  void areMessagePack() {
    Entry entry =
        new Entry(
            new JournalId(1500, 2),
            new JournalEvent.Checkpointed(
                new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
                new SequenceCheckpoint.Sequential(
                    42, -7, "1-1,3-39999999999999999999999999999999")));

    assertThat(new String(bytes(entry), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u00a1m\u00a61500-2\u00a7binance\u00a8BTC-USDT\u00a242\u00a2-7"
                + "\u00d9&1-1,3-39999999999999999999999999999999");
  }

  @Test
  @DisplayName("are refused, not cut, when a record would be longer than the limit")
  void tooLongIsRefused() {
    Entry entry =
        new Entry(
            JournalId.START,
            new JournalEvent.Checkpointed(
                new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
                new SequenceCheckpoint.Sequential(1, 1, "1".repeat(RecordFormat.MAX_BYTES))));

    assertThatExceptionOfType(BufferOverflowException.class)
        .isThrownBy(() -> RecordFormat.write(ByteBuffer.allocate(RecordFormat.MAX_BYTES), entry));
  }

  @Test
  @DisplayName("of an unknown kind are refused by name")
  void unknownKind() {
    RecordReader in = new RecordReader(latin1("\u00a1x\u00a31-1\u00a1b\u00a7BTC-USD"));

    assertThatIllegalArgumentException()
        .isThrownBy(in::next)
        .withMessage("unknown record kind 'x'");
    assertThatIllegalArgumentException().isThrownBy(() -> RecordFormat.fields((byte) 'x'));
  }

  @Provide
  Arbitrary<Entry> entries() {
    return AnyEntry.entry();
  }

  private static byte[] bytes(Entry entry) {
    ByteBuffer out = ByteBuffer.allocate(RecordFormat.MAX_BYTES);
    RecordFormat.write(out, entry);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** MessagePack's own rule for strings, written down a second time on purpose. */
  private static String string(ByteBuffer in) {
    int tag = Byte.toUnsignedInt(in.get());
    int length;
    if (tag >= 0xa0 && tag <= 0xbf) {
      length = tag - 0xa0;
    } else if (tag == 0xd9) {
      length = Byte.toUnsignedInt(in.get());
    } else {
      assertThat(tag).isEqualTo(0xda);
      length = Short.toUnsignedInt(in.getShort());
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
