package btcfeed.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A trade's id")
class TradeIdTest {

  @Property
  @Label("A trade's id that counts is the same id when read from its text, up to the largest long")
  void numbersReadAsWritten(@ForAll @LongRange(min = 0) long number) {
    assertThat(TradeId.of(TradeId.of(number).text())).isEqualTo(TradeId.of(number));
  }

  @Property
  @Label("Any trade id keeps its text")
  void textIsKept(
      @ForAll @AlphaChars @NumericChars @Chars({'-', '_', ':'}) @StringLength(min = 1, max = 64)
          String text) {
    assertThat(TradeId.of(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "1000000000000000000", "9223372036854775807"})
  @DisplayName("counts when it is a number a long can hold")
  void counts(String text) {
    assertThat(TradeId.of(text)).isEqualTo(new TradeId.Numbered(Long.parseLong(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007",
        "00",
        "-1",
        "+1",
        "1.0",
        "9223372036854775808",
        "9999999999999999999",
        "12345678901234567890",
        "669e4b7c-1"
      })
  @DisplayName("is a name when it is anything else")
  void names(String text) {
    assertThat(TradeId.of(text)).isEqualTo(new TradeId.Named(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "\u00e9", "\u0661"})
  @DisplayName("is refused when it is empty or not printable")
  void unprintable(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TradeId.of(text));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  @DisplayName("is refused when it is a negative number")
  void negative(long number) {
    assertThatIllegalArgumentException().isThrownBy(() -> TradeId.of(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  @DisplayName("is refused when it is longer than 64 characters")
  void tooLong(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> TradeId.of("x".repeat(length)));
  }
}
