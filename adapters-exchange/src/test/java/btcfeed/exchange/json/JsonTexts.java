package btcfeed.exchange.json;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Generates JSON together with what it says: the text, and the tokens a reader must find in it.
 *
 * @param text the document, with white space wherever it may stand
 * @param tokens one word a token: {@code KEY:name}, {@code STRING:text}, {@code NUMBER:-1e5}, else
 *     the token's name
 */
record JsonTexts(String text, List<String> tokens) {

  /** Documents whose outermost value is an object or an array. */
  static Arbitrary<JsonTexts> documents() {
    return Arbitraries.oneOf(object(4), array(4));
  }

  /** Strings as they may be written, escapes and all, with what they mean. */
  static Arbitrary<Written> strings() {
    Arbitrary<Written> plain =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars('\u00e9', '\u20ac', '\u0416')
            .ofMaxLength(8)
            .map(s -> s.replace("\\", "").replace("\"", ""))
            .map(s -> new Written(s, s));
    Arbitrary<Written> special =
        Arbitraries.of(
            new Written("\\n", "\n"),
            new Written("\\\"", "\""),
            new Written("\\\\", "\\"),
            new Written("\\/", "/"),
            new Written("\\u0041", "A"),
            new Written("\\u20AC", "\u20ac"),
            new Written("\\ud83d\\ude00", "\ud83d\ude00"),
            new Written("\ud83d\ude00", "\ud83d\ude00"));
    return Arbitraries.oneOf(plain, plain, special)
        .list()
        .ofMaxSize(3)
        .map(
            parts ->
                new Written(
                    parts.stream().map(Written::source).collect(Collectors.joining()),
                    parts.stream().map(Written::meaning).collect(Collectors.joining())));
  }

  /** Numbers in every form that JSON allows. */
  static Arbitrary<String> numbers() {
    return Combinators.combine(
            Arbitraries.of("", "-"),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.of("", ".0", ".50", ".123456789012345678"),
            Arbitraries.of("", "e5", "E-4", "e+400", "e-400"))
        .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
  }

  private static Arbitrary<JsonTexts> value(int depth) {
    Arbitrary<JsonTexts> scalar =
        Arbitraries.oneOf(
            Arbitraries.of("true", "false", "null")
                .map(word -> new JsonTexts(word, List.of(word.toUpperCase(Locale.ROOT)))),
            numbers().map(number -> new JsonTexts(number, List.of("NUMBER:" + number))),
            strings().map(s -> new JsonTexts(s.quoted(), List.of("STRING:" + s.meaning()))));
    return depth == 0
        ? scalar
        : Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, scalar),
            net.jqwik.api.Tuple.of(1, Arbitraries.lazy(() -> object(depth - 1))),
            net.jqwik.api.Tuple.of(1, Arbitraries.lazy(() -> array(depth - 1))));
  }

  private static Arbitrary<JsonTexts> object(int depth) {
    Arbitrary<JsonTexts> member =
        Combinators.combine(strings(), space(), value(depth))
            .as(
                (key, gap, value) ->
                    joined(
                        List.of(
                            new JsonTexts(
                                key.quoted() + gap + ":" + gap, List.of("KEY:" + key.meaning())),
                            value),
                        ""));
    return Combinators.combine(member.list().ofMaxSize(4), space())
        .as((members, gap) -> wrapped("{", "OBJECT", members, gap, "}"));
  }

  private static Arbitrary<JsonTexts> array(int depth) {
    return Combinators.combine(value(depth).list().ofMaxSize(4), space())
        .as((values, gap) -> wrapped("[", "ARRAY", values, gap, "]"));
  }

  private static Arbitrary<String> space() {
    return Arbitraries.of("", "", "", " ", "\n\t", " \r\n");
  }

  private static JsonTexts wrapped(
      String open, String kind, List<JsonTexts> inside, String gap, String close) {
    JsonTexts middle = joined(inside, gap + "," + gap);
    return joined(
        List.of(
            new JsonTexts(gap + open + gap, List.of("BEGIN_" + kind)),
            middle,
            new JsonTexts(gap + close + gap, List.of("END_" + kind))),
        "");
  }

  private static JsonTexts joined(List<JsonTexts> parts, String separator) {
    return new JsonTexts(
        parts.stream().map(JsonTexts::text).collect(Collectors.joining(separator)),
        parts.stream().flatMap(part -> part.tokens().stream()).toList());
  }

  /** A string as it is written between its quotes, and what it means. */
  record Written(String source, String meaning) {
    String quoted() {
      return '"' + source + '"';
    }
  }
}
