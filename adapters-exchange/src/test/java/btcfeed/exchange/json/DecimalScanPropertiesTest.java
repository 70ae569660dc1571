package btcfeed.exchange.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Decimal text")
class DecimalScanPropertiesTest {
  private final DecimalScan scan = new DecimalScan();

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        JsonTexts.numbers(),
        Arbitraries.bigDecimals().ofScale(8).map(BigDecimal::toPlainString),
        Arbitraries.longs().between(0, 999_999).map(n -> n + "E-" + n % 20));
  }

  @Property
  @Label("is read exactly, or refused because it does not fit")
  void exactOrRefused(@ForAll("numbers") String text) {
    BigDecimal expected = new BigDecimal(text);
    if (read(text)) {
      assertThat(BigDecimal.valueOf(scan.unscaled(), scan.scale())).isEqualByComparingTo(expected);
      assertThat(scan.scale()).isEqualTo(Math.max(0, expected.scale()));
    } else {
      BigDecimal plain = expected.scale() < 0 ? expected.setScale(0) : expected;
      assertThat(plain.precision() > 18 || plain.scale() > 18).isTrue();
    }
  }

  @Property
  @Label("of any characters is refused unless it is a number")
  void garbageIsRefused(@ForAll("nearNumbers") String text) {
    boolean number = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    if (!number) {
      assertThat(read(text)).isFalse();
    }
  }

  @Provide
  Arbitrary<String> nearNumbers() {
    return Arbitraries.strings().withChars("0123456789+-.eENaif x").ofMaxLength(12);
  }

  @Example
  @Label("keeps the digits that were written, trailing zeros too")
  void keepsDigits() {
    assertThat(read("76745.19000000")).isTrue();
    assertThat(scan.unscaled()).isEqualTo(7_674_519_000_000L);
    assertThat(scan.scale()).isEqualTo(8);
  }

  @Example
  @Label("with a monstrous exponent is refused at once")
  void monstrousExponents() {
    assertThat(read("1e400")).isFalse();
    assertThat(read("1e-400")).isFalse();
    assertThat(read("1e99999999999999999999")).isFalse();
    assertThat(read("0e99999999999999999999")).isTrue();
    assertThat(scan.unscaled()).isZero();
  }

  @Example
  @Label("knows whole numbers from others of the same value")
  void wholeNumbers() {
    assertThat(read("12")).isTrue();
    assertThat(scan.integer()).isTrue();
    assertThat(read("12.0")).isTrue();
    assertThat(scan.integer()).isFalse();
    assertThat(read("12e0")).isTrue();
    assertThat(scan.integer()).isFalse();
  }

  private boolean read(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return scan.read(bytes, 1, bytes.length - 1);
  }
}
