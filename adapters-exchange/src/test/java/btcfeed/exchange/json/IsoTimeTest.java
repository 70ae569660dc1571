package btcfeed.exchange.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

@Label("A moment in ISO-8601")
class IsoTimeTest {
  private static final long LAST_US = 253_402_300_799_999_999L;

  @Property
  @Label("is read as the library reads it, to the microsecond")
  void asTheLibrary(@ForAll @LongRange(max = LAST_US) long micros) {
    String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    assertThat(read(text)).as(text).isEqualTo(micros);
  }

  @Property
  @Label("is none if any character is another one, unless that makes another moment")
  void damaged(
      @ForAll @LongRange(max = LAST_US) long micros, @ForAll int where, @ForAll byte what) {
    String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    bytes[Math.floorMod(where, bytes.length)] = what;
    long read = IsoTime.micros(bytes, 0, bytes.length);
    if (read != IsoTime.NONE) {
      String changed = new String(bytes, StandardCharsets.US_ASCII);
      assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(changed))).isEqualTo(read);
    }
  }

  private static long read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return IsoTime.micros(bytes, 0, bytes.length);
  }
}
