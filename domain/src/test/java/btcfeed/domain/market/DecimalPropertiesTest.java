package btcfeed.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("Every price and quantity there can be")
class DecimalPropertiesTest {

  @Property
  @Label("is written as exactly its text, without touching other bytes")
  void writtenAsItsText(@ForAll("decimals") Decimal number, @ForAll @IntRange(max = 40) int at) {
    byte[] bytes = new byte[at + number.textLength() + 8];
    Arrays.fill(bytes, (byte) '#');
    ByteBuffer out = ByteBuffer.wrap(bytes).position(at);

    number.writeText(out);

    assertThat(out.position()).isEqualTo(at + number.textLength());
    assertThat(new String(bytes, StandardCharsets.US_ASCII))
        .isEqualTo("#".repeat(at) + number.text() + "#".repeat(8));
  }

  @Property
  @Label("is read back from its text, digit for digit")
  void readBackFromItsText(@ForAll("decimals") Decimal number) {
    Decimal again =
        switch (number) {
          case Price price -> Price.parse(price.text());
          case Quantity quantity -> Quantity.parse(quantity.text());
        };

    assertThat(again).isEqualTo(number);
    assertThat(again.unscaled()).isEqualTo(number.unscaled());
    assertThat(again.scale()).isEqualTo(number.scale());
    assertThat(again).hasToString(number.text());
  }

  @Property
  @Label("is read from exponent form as the same number")
  void readFromExponentForm(@ForAll("decimals") Decimal number) {
    String exponent = number.unscaled() + "E-" + number.scale();

    assertThat(Price.parse(exponent)).isEqualTo(new Price(number.unscaled(), number.scale()));
    assertThat(Price.parse(exponent)).hasToString(number.text());
  }

  @Property
  @Label("is equal to the same number with more zeros, and hashes alike")
  void trailingZerosDoNotCount(
      @ForAll @LongRange(min = 1, max = 999_999_999_999L) long unscaled,
      @ForAll @IntRange(max = 12) int scale,
      @ForAll @IntRange(max = 6) int zeros) {
    long widened = unscaled * BigDecimal.TEN.pow(zeros).longValueExact();
    Price price = new Price(unscaled, scale);
    Price padded = new Price(widened, scale + zeros);

    assertThat(padded).isEqualTo(price).hasSameHashCodeAs(price);
    assertThat(new Quantity(widened, scale + zeros))
        .isEqualTo(new Quantity(unscaled, scale))
        .hasSameHashCodeAs(new Quantity(unscaled, scale));
  }

  @Property
  @Label("is equal to another exactly when the numbers are")
  void equalExactlyWhenTheNumbersAre(@ForAll("prices") Price a, @ForAll("prices") Price b) {
    assertThat(a.equals(b)).isEqualTo(a.toBigDecimal().compareTo(b.toBigDecimal()) == 0);
  }

  @Provide
  Arbitrary<Decimal> decimals() {
    return Arbitraries.oneOf(
        prices().map(price -> (Decimal) price),
        numbers((unscaled, scale) -> (Decimal) new Quantity(unscaled, scale)));
  }

  @Provide
  Arbitrary<Price> prices() {
    return numbers(Price::new);
  }

  private static <T> Arbitrary<T> numbers(Combinators.F2<Long, Integer, T> maker) {
    Arbitrary<Long> unscaled =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 2000),
            Arbitraries.longs().between(1, Decimal.MAX_UNSCALED));
    return Combinators.combine(unscaled, Arbitraries.integers().between(0, Decimal.MAX_SCALE))
        .as(maker);
  }
}
