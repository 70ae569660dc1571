package btcfeed.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of one source: the command line, the environment, or the file.
 *
 * @param values by name, without blank values: an empty variable is unset
 */
record Layer(Map<String, Value> values) {

  /** A text and its exact source. */
  record Value(String text, Source source) {}

  /** The source of the value with this name. */
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

  static Layer of(List<ConfigInput.Flag> flags) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (ConfigInput.Flag flag : flags) {
      if (!flag.value().isBlank()) {
        values.put(flag.name(), new Value(flag.value(), new Source.Flag(flag.option())));
      }
    }
    return new Layer(values);
  }

  /** The first value under one of these names. */
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
