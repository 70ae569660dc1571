package btcfeed.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A price or quantity")
class DecimalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "76745.19000000",
        "0.00018",
        "1",
        "10",
        "0.100",
        "1.000000000000000",
        "0.000000000000000001",
        "0.999999999999999999",
        "999999999999999999",
        "99999999.9999999999"
      })
  @DisplayName("keeps the text the venue wrote, digit for digit")
  void keepsTheText(String text) {
    assertThat(Price.parse(text).text()).isEqualTo(text);
    assertThat(Quantity.parse(text).text()).isEqualTo(text);
    assertThat(Price.parse(text).toBigDecimal()).isEqualTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1.8E-4, 0.00018",
    "1.8e-4, 0.00018",
    "1E3, 1000",
    "1E+3, 1000",
    "12.50e1, 125.0",
    "1e17, 100000000000000000",
    "1000e-3, 1.000",
    "+2.5, 2.5",
    "0002.5, 2.5"
  })
  @DisplayName("is plain text again when it came in another spelling")
  void otherSpellings(String sent, String plain) {
    assertThat(Quantity.parse(sent)).hasToString(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.000", "-0", "-1", "-0.00000001", "0e5"})
  @DisplayName("is refused when it is zero or less")
  void refusedWhenNotPositive(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "-",
        "e",
        "1e",
        "NaN",
        "Infinity",
        "-Infinity",
        "abc",
        "1,5",
        " 1",
        "1 ",
        "0x10",
        "1_000",
        "1.2.3",
        "1d",
        "null",
        "\u0661\u0662",
        "\uff11",
        "1\u0000"
      })
  @DisplayName("is refused when it is not a number in plain characters")
  void refusedWhenNotANumber(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890123456789",
        "1000000000000000000",
        "1.0000000000000000000",
        "0.0000000000000000001",
        "1e18",
        "123456789012345678e2",
        "1e-19",
        "1e400",
        "1e-400"
      })
  @DisplayName("is refused, not rounded, beyond 18 digits or 18 decimals")
  void refusedBeyondItsDigits(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "1e2147483647",
        "9.9e2147483647",
        "1e-2147483647",
        "1e-2147483648",
        "1e99999999999999999999",
        "76745e19000000"
      })
  @DisplayName("is refused at once however large its exponent")
  void hugeExponentsCostNothing(String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(text)));
  }

  @Test
  @DisplayName("is refused at once however many digits it has")
  void endlessDigitsCostNothing() {
    String text = "9".repeat(10 << 20);

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> Price.parse(text))
                .withMessage("a number of 10485760 characters"));
  }

  @Test
  @DisplayName("cannot be made outside its bounds")
  void bounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Price(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Price(Long.MIN_VALUE, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Price(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Price(1, 19));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quantity(Decimal.MAX_UNSCALED + 1, 0))
        .withMessageContaining("quantity must have at most 18 digits");
  }

  @Test
  @DisplayName("is never equal to the other kind")
  void kindsDiffer() {
    assertThat(new Price(5, 0).equals((Object) new Quantity(5, 0))).isFalse();
    assertThat(new Quantity(5, 0).equals((Object) new Price(5, 0))).isFalse();
  }
}
