package btcfeed.exchange.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("Whatever the bytes are")
class JsonCursorPropertiesTest {
  private static final int LONG_ENOUGH = 10_000;

  @Provide
  Arbitrary<JsonTexts> documents() {
    return JsonTexts.documents();
  }

  @Provide
  Arbitrary<String> numbers() {
    return JsonTexts.numbers();
  }

  @Property
  @Label("JSON is read as what it says, token by token")
  void readsWhatIsWritten(@ForAll("documents") JsonTexts json) {
    List<String> expected = new ArrayList<>(json.tokens());
    expected.add("END");
    assertThat(tokens(bytes(json.text()))).isEqualTo(expected);
  }

  @Property
  @Label("JSON cut off anywhere ends early, after nothing but true tokens")
  void everyCutEndsEarly(
      @ForAll("documents") JsonTexts json, @ForAll @IntRange(max = 1_000_000) int where) {
    byte[] all = bytes(json.text().strip());
    byte[] cut = Arrays.copyOf(all, where % all.length);

    List<String> tokens = tokens(cut);

    assertThat(tokens).last().isEqualTo("ENDED_EARLY");
    int whole = tokens.size() - 1;
    assertThat(tokens.subList(0, whole)).isEqualTo(json.tokens().subList(0, whole));
  }

  @Property
  @Label("JSON with damaged bytes is read to some end, without an exception")
  void damageIsSurvived(
      @ForAll("documents") JsonTexts json,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll byte damage) {
    byte[] bytes = bytes(json.text());
    places.forEach(place -> bytes[place % bytes.length] = damage);

    assertThat(tokens(bytes)).last().isIn("END", "MALFORMED", "ENDED_EARLY");
  }

  @Property
  @Label("random bytes are read to some end, without an exception")
  void noiseIsSurvived(@ForAll byte[] noise) {
    assertThat(tokens(noise)).last().isIn("END", "MALFORMED", "ENDED_EARLY");
  }

  @Property
  @Label("anything after the document makes it malformed")
  void nothingMayFollow(@ForAll("documents") JsonTexts json, @ForAll("follower") String more) {
    assertThat(tokens(bytes(json.text() + more))).last().isEqualTo("MALFORMED");
  }

  @Provide
  Arbitrary<String> follower() {
    return Arbitraries.of("x", "{}", ",", "]", "0", "\"\"", "\u0000", "\u00e9");
  }

  @Property
  @Label("passing over a value leads to the same place as reading it")
  void skippingIsReading(@ForAll("documents") JsonTexts json) {
    byte[] array = bytes("[" + json.text() + ",7]");
    JsonCursor cursor = new JsonCursor();
    cursor.begin(array, array.length);
    cursor.next();
    cursor.next();

    cursor.skip();

    assertThat(cursor.next()).isEqualTo(CursorToken.NUMBER);
    assertThat(cursor.readDecimal() && cursor.isInteger()).isTrue();
    assertThat(cursor.unscaled()).isEqualTo(7);
    assertThat(cursor.next()).isEqualTo(CursorToken.END_ARRAY);
    assertThat(cursor.next()).isEqualTo(CursorToken.END);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads to the end, and asks everything that can be asked of each token. */
  private static List<String> tokens(byte[] bytes) {
    JsonCursor cursor = new JsonCursor();
    cursor.begin(bytes, bytes.length);
    ByteDictionary<String> words = new ByteDictionary<>(Map.of("known", "word"), "");
    List<String> found = new ArrayList<>();
    while (!cursor.next().isLast() && found.size() < LONG_ENOUGH) {
      found.add(
          switch (cursor.token()) {
            case KEY, STRING -> {
              assertThat(cursor.word(words)).isIn("", "word");
              cursor.readDecimal();
              yield cursor.token() + ":" + cursor.text(1000);
            }
            case NUMBER -> "NUMBER:" + cursor.text(1000);
            default -> cursor.token().name();
          });
    }
    found.add(cursor.token().name());
    return found;
  }
}
