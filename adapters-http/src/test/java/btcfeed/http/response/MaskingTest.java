package btcfeed.http.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Masking")
class MaskingTest {

  @ParameterizedTest
  @CsvSource({
    "redis://u:p@h:1, redis://***@h:1",
    "redis://:p@h, redis://***@h",
    "redis://h:6379, redis://h:6379",
    "me@example.org, me@example.org",
    "a redis://u:p@h and redis://v:q@i, a redis://***@h and redis://***@i",
    "wss://h/path@v1, wss://h/path@v1"
  })
  @DisplayName("is the user part of a URL and nothing else")
  void what(String text, String shown) {
    assertThat(ViewJson.mask(text)).isEqualTo(shown);
  }

  @Test
  @DisplayName("a password that contains an @ is masked completely")
  void atSign() {
    assertThat(ViewJson.mask("redis://u:p@ss@h:1")).isEqualTo("redis://***@h:1");
  }

  @Test
  @DisplayName("a long text is cut, but not inside a mask")
  void bounded() {
    String cut = ViewJson.mask("x".repeat(ViewJson.MAX_TEXT_LENGTH - 12) + " redis://u:secret@h");

    assertThat(cut).hasSizeLessThan(ViewJson.MAX_TEXT_LENGTH + 4).doesNotContain("secr");
    assertThat(ViewJson.mask("x".repeat(5000))).hasSize(ViewJson.MAX_TEXT_LENGTH + 3);
  }
}
