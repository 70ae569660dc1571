package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A number's digits")
class DigitsTest {
  @Property(tries = 5000)
  @Label("A number is written as Java writes it")
  void anyNumber(@ForAll long value) {
    assertThat(written(value)).isEqualTo(Long.toString(value));
  }

  @Test
  @DisplayName("are counted right around every power of ten, and at both ends")
  void atTheEdges() {
    for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
      for (long value : new long[] {power - 1, power, power + 1, -power, 1 - power}) {
        assertThat(written(value)).isEqualTo(Long.toString(value));
      }
    }
    assertThat(written(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE));
    assertThat(written(Long.MIN_VALUE)).isEqualTo(Long.toString(Long.MIN_VALUE));
  }

  private static String written(long value) {
    int count = Digits.count(value);
    ByteBuffer out = ByteBuffer.allocate(count);
    Digits.write(out, count, value);
    return new String(out.array(), StandardCharsets.US_ASCII);
  }
}
