package btcfeed.configuration;

import static org.assertj.core.api.Assertions.fail;

import btcfeed.domain.market.Venue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Short ways to load a configuration in tests. */
final class Configs {
  static final Set<Venue> VENUES = Set.of(new Venue("binance"), new Venue("coinbase"));

  private Configs() {}

  static Loaded load(String... namesAndValues) {
    return ConfigLoader.load(
        new ConfigInput(List.of(), map(namesAndValues), Optional.empty()), VENUES);
  }

  static Loaded loadFile(Path file, String... namesAndValues) {
    return ConfigLoader.load(
        new ConfigInput(List.of(), map(namesAndValues), Optional.of(file)), VENUES);
  }

  static FeedConfig config(String... namesAndValues) {
    return usable(load(namesAndValues)).config();
  }

  static Loaded.Usable usable(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Usable usable -> usable;
      case Loaded.Faulty faulty -> fail("not usable: %s", faulty.faults());
    };
  }

  static List<ConfigFault> faults(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Usable _ -> List.of();
      case Loaded.Faulty faulty -> faulty.faults();
    };
  }

  static ConfigRow row(Loaded loaded, String name) {
    return loaded.rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + name));
  }

  static Map<String, String> map(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
