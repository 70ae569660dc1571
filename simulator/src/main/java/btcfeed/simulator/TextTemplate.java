package btcfeed.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with named fields, such as {@code $price}, compiled once. Single quotes become double
 * quotes. Immutable, any thread.
 *
 * @param <T> what the fields are read from
 */
public final class TextTemplate<T> {
  private static final Pattern FIELD = Pattern.compile("\\$([a-zA-Z]+)(?:\\(([^|]*\\|[^)]*)\\))?");

  private final List<Function<T, Object>> parts = new ArrayList<>();

  /**
   * Compiles a text.
   *
   * @param fields finds a field by its name and what stands after it in parentheses, or an empty
   *     text
   */
  TextTemplate(String json, BiFunction<String, String, Function<T, Object>> fields) {
    String text = json.replace('\'', '"');
    Matcher field = FIELD.matcher(text);
    int end = 0;
    while (field.find()) {
      String before = text.substring(end, field.start());
      parts.add(_ -> before);
      parts.add(fields.apply(field.group(1), Objects.requireNonNullElse(field.group(2), "")));
      end = field.end();
    }
    String rest = text.substring(end);
    parts.add(_ -> rest);
  }

  public String of(T value) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.apply(value)));
    return text.toString();
  }

  /** The members of a JSON array. */
  public String list(List<T> values) {
    return Templates.list(values, this::of);
  }
}
