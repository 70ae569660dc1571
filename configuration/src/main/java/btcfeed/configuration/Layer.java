package btcfeed.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One place values come from: the options, the environment, or the file.
 *
 * @param values by name, blank ones left out: an empty variable is an unset one
 */
record Layer(Map<String, Value> values) {

  /** A text and where exactly it stood. */
  record Value(String text, Source source) {}

  /** How the source of a value is told from its name. */
  interface SourceOf {
    Source named(String name);
  }

  static Layer of(Map<String, String> texts, SourceOf sourceOf) {
    Map<String, Value> values = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          if (!text.isBlank()) {
            values.put(name, new Value(text, sourceOf.named(name)));
          }
        });
    return new Layer(values);
  }

  static Layer of(java.util.List<ConfigInput.Flag> flags) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (ConfigInput.Flag flag : flags) {
      if (!flag.value().isBlank()) {
        values.put(flag.name(), new Value(flag.value(), new Source.Flag(flag.option())));
      }
    }
    return new Layer(values);
  }

  /** The value under the first of these names that has one. */
  Optional<Value> find(Iterable<String> names) {
    for (String name : names) {
      Optional<Value> value = Optional.ofNullable(values.get(name));
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
