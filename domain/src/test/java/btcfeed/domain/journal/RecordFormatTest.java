package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Mark;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    ByteBuffer out = ByteBuffer.allocate(RecordFormat.MAX_BYTES + 3);
    RecordFormat.write(out, entry);
    int length = out.position();
    out.put(new byte[] {1, 2, 3}).flip();

    Entry again = RecordFormat.read(out);

    assertThat(again).isEqualTo(entry);
    assertThat(out.position()).isEqualTo(length);
    assertThat(bytes(again)).isEqualTo(bytes(entry));
  }

  @Property
  @Label("A run of records is read back in order")
  void readsRuns(@ForAll @Size(max = 20) List<@From("entries") Entry> entries) {
    ByteBuffer out = ByteBuffer.allocate(entries.size() * RecordFormat.MAX_BYTES);
    entries.forEach(entry -> RecordFormat.write(out, entry));

    assertThat(RecordFormat.readAll(out.flip())).isEqualTo(entries);
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
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThatIllegalArgumentException()
          .as("cut to %d of %d bytes", length, whole.length)
          .isThrownBy(() -> RecordFormat.read(cut));
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
      assertThat(RecordFormat.read(ByteBuffer.wrap(damaged))).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Property(tries = 3000)
  @Label("Garbage is refused with IllegalArgumentException or read, and nothing else")
  void garbageIsRefused(@ForAll @Size(max = 300) byte[] garbage) {
    try {
      assertThat(RecordFormat.readAll(ByteBuffer.wrap(garbage))).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Test
  @DisplayName("are MessagePack strings, as the stores' script reads them")
  void areMessagePack() {
    Entry entry =
        new Entry(
            new JournalId(1500, 2),
            new JournalEvent.Marked(
                new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
                new Mark.Counting(42, -7, "1-1,3-39999999999999999999999999999999")));

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
            new JournalEvent.Marked(
                new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
                new Mark.Counting(1, 1, "1".repeat(RecordFormat.MAX_BYTES))));

    assertThatExceptionOfType(BufferOverflowException.class)
        .isThrownBy(() -> RecordFormat.write(ByteBuffer.allocate(RecordFormat.MAX_BYTES), entry));
  }

  @Test
  @DisplayName("of an unknown kind are refused by name")
  void unknownKind() {
    ByteBuffer in = ByteBuffer.wrap(latin1("\u00a1x\u00a31-1\u00a1b\u00a7BTC-USD"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordFormat.read(in))
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
