package btcfeed.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The values of one source: the command line, the environment, or the file.
 *
 * @param values by name, without blank values: an empty variable is unset
 */
record Layer(Map<String, Value> values) {

  /** A text, and a description of where it is from. */
  record Value(String text, String source) {}

  /** These texts, each from the source of its name. */
  static Layer of(Map<String, String> texts, UnaryOperator<String> source) {
    Map<String, Value> values = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          if (!text.isBlank()) {
            values.put(name, new Value(text, source.apply(name)));
          }
        });
    return new Layer(values);
  }

  static Layer of(List<ConfigInput.Flag> flags) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (ConfigInput.Flag flag : flags) {
      if (!flag.value().isBlank()) {
        values.put(flag.name(), new Value(flag.value(), "option " + flag.option()));
      }
    }
    return new Layer(values);
  }

  /** The first value under one of these names. */
  Optional<Value> find(List<String> names) {
    return names.stream()
        .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
        .findFirst();
  }
}
