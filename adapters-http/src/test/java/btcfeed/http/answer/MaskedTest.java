package btcfeed.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is masked in a text")
class MaskedTest {

  @ParameterizedTest
  @CsvSource({
    "redis://u:p@h:1, redis://***@h:1",
    "redis://:p@h, redis://***@h",
    "redis://h:6379, redis://h:6379",
    "me@example.org, me@example.org",
    "a redis://u:p@h and redis://v:q@i, a redis://***@h and redis://***@i",
    "wss://h/path@v1, wss://h/path@v1"
  })
  @DisplayName("is what stands before the @ of a URL, and nothing else")
  void what(String text, String shown) {
    assertThat(SecretFilter.mask(text)).isEqualTo(shown);
  }

  @Test
  @DisplayName("a password with an @ in it is masked whole")
  void atSign() {
    assertThat(SecretFilter.mask("redis://u:p@ss@h:1")).isEqualTo("redis://***@h:1");
  }

  @Test
  @DisplayName("a text is cut at a screen's length, not in the middle of a mask")
  void bounded() {
    String cut =
        SecretFilter.mask("x".repeat(SecretFilter.MAX_LENGTH - 12) + " redis://u:secret@h");

    assertThat(cut).hasSizeLessThan(SecretFilter.MAX_LENGTH + 4).doesNotContain("secr");
    assertThat(SecretFilter.mask("x".repeat(5000))).hasSize(SecretFilter.MAX_LENGTH + 3);
  }
}
