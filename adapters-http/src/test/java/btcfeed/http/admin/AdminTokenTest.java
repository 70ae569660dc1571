package btcfeed.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The operator's token")
class AdminTokenTest {
  private static final String TEXT = "3f1c9a5b7d2e4f60812a3b4c5d6e7f80";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "3f1c9a5b7d2e4f60812a3b4c5d6e7f8",
        "3f1c9a5b7d2e4f60812a3b4c5d6e7f80\n",
        "a token with blanks in it, thirty-two long"
      })
  @DisplayName("must be long enough not to be guessed and must use characters that can be sent")
  void refused(String text) {
    assertThat(AdminToken.SHAPE.matcher(text).matches()).isFalse();
    assertThatThrownBy(() -> new AdminToken(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("matches itself and nothing else, and is never printed")
  void matches() {
    AdminToken token = new AdminToken(TEXT);

    assertThat(token.matches(TEXT)).isTrue();
    assertThat(token.matches(TEXT.substring(1))).isFalse();
    assertThat(token.matches(TEXT + "0")).isFalse();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches("\u00ff".repeat(32))).isFalse();
    assertThat(token).hasToString("***");
  }
}
