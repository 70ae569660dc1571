package btcfeed.exchange.json;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.exchange.input.InputLimits;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The JSON reader")
class JsonCursorTest {
  private final JsonCursor cursor = new JsonCursor();

  @ParameterizedTest
  @DisplayName("calls malformed what no continuation could repair")
  @ValueSource(
      strings = {
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{1:2}",
        "[01]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[1e]",
        "[-]",
        "[NaN]",
        "[Infinity]",
        "[nul]",
        "[tru e]",
        "]",
        "}",
        "[}",
        "{]",
        "[\"\\x\"]",
        "[\"\\u12G4\"]",
        "[\"\t\"]",
        "[1]]",
        "{} {}",
        "nullx",
        "\"a\"b"
      })
  void malformed(String text) {
    assertThat(last(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(CursorToken.MALFORMED);
  }

  @ParameterizedTest
  @DisplayName("calls cut off what is correct up to its end")
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "[12",
        "[1.",
        "[1e",
        "[-",
        "[tr",
        "\"a",
        "\"a\\",
        "\"a\\u12",
        "-",
        "1.",
        "1e+",
        "nul"
      })
  void endedEarly(String text) {
    assertThat(last(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(CursorToken.ENDED_EARLY);
  }

  @ParameterizedTest
  @DisplayName("reads a document that is one scalar")
  @ValueSource(strings = {"0", "-12.5e3", "null", "true", " \"text\" "})
  void bareScalars(String text) {
    assertThat(last(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(CursorToken.END);
  }

  @Test
  @DisplayName("does not follow nesting to the bottom")
  void nestedBombs() {
    assertThat(last("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CursorToken.MALFORMED);
    String deepest = "[".repeat(InputLimits.NESTING_DEPTH) + "]".repeat(InputLimits.NESTING_DEPTH);
    assertThat(last(deepest.getBytes(StandardCharsets.UTF_8))).isEqualTo(CursorToken.END);
    assertThat(last(("[" + deepest + "]").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CursorToken.MALFORMED);
  }

  @Test
  @DisplayName("refuses bytes that are not UTF-8: bare, too long, surrogates, beyond Unicode")
  void notUtf8() {
    for (String hex : new String[] {"80", "C0AF", "E080AF", "EDA080", "F4908080", "FF", "C328"}) {
      assertThat(last(quoted(hex))).as(hex).isEqualTo(CursorToken.MALFORMED);
    }
    for (String hex : new String[] {"C3A9", "E282AC", "F09F9880", "F48FBFBF"}) {
      assertThat(last(quoted(hex))).as(hex).isEqualTo(CursorToken.END);
    }
  }

  @Test
  @DisplayName("resolves escapes when it looks up a word")
  void escapedWords() {
    ByteDictionary<Integer> words = new ByteDictionary<>(Map.of("price", 1, "p\u00e9", 2), 0);
    assertThat(word("\"price\"", words)).isEqualTo(1);
    assertThat(word("\"\\u0070rice\"", words)).isEqualTo(1);
    assertThat(word("\"p\\u00e9\"", words)).isEqualTo(2);
    assertThat(word("\"prices\"", words)).isZero();
    assertThat(word("\"\\u0070rices\"", words)).isZero();
    assertThat(word("\"\"", words)).isZero();
  }

  private int word(String text, ByteDictionary<Integer> words) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cursor.begin(bytes, bytes.length);
    cursor.next();
    return cursor.word(words);
  }

  private CursorToken last(byte[] bytes) {
    cursor.begin(bytes, bytes.length);
    while (!cursor.token().isLast()) {
      cursor.next();
    }
    return cursor.token();
  }

  private static byte[] quoted(String hex) {
    return ("\"" + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) + "\"")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
