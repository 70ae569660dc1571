package btcfeed.configuration;

import btcfeed.domain.market.Venue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One pass over the layers that collects all faults instead of stopping at the first.
 *
 * <p>The default replaces an invalid value, so that the pass can continue. The result of a pass
 * with faults is discarded.
 */
final class ConfigReading {
  private SettingTable settings = Settings.OURS;
  private final List<Layer> layers = new ArrayList<>();
  private final Set<ConfigFault> faults = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Adds settings of plugins. Before the first layer. */
  void know(List<Setting<?>> more) {
    settings = settings.with(more);
  }

  /** The settings of the service and of its plugins. */
  SettingTable settings() {
    return settings;
  }

  /** Adds a layer, which has a lower precedence than those before, and reads its secret files. */
  void add(Layer layer) {
    layers.add(SecretFiles.read(layer, this));
  }

  /** Whether the setting has a value in a layer. */
  boolean isSet(Setting<?> setting) {
    return lookup(setting).isPresent();
  }

  /** The value or the default; empty without both, or if the value is invalid. */
  <T> Optional<T> find(Setting<T> setting) {
    Optional<Layer.Value> given = lookup(setting);
    if (given.isEmpty()) {
      return setting.fallback().flatMap(setting.kind()::read);
    }
    Optional<T> value = setting.kind().read(given.get().text());
    if (value.isEmpty()) {
      fault(setting, setting.kind().expected() + hint(setting, given.get().text()));
    }
    return value;
  }

  /** The text that is given for a setting; empty if it has its default. */
  Optional<String> text(Setting<?> setting) {
    return lookup(setting).map(Layer.Value::text);
  }

  /** The value of a setting that has a default. */
  <T> T get(Setting<T> setting) {
    return find(setting)
        .or(() -> setting.fallback().flatMap(setting.kind()::read))
        .orElseThrow(() -> new IllegalStateException(setting.name() + " has no usable default"));
  }

  /** Whether the setting has a fault. */
  boolean isFaulty(Setting<?> setting) {
    return faults.stream().anyMatch(fault -> fault.name().equals(setting.name()));
  }

  /** The values of a setting that exists once per venue. */
  <T> Map<Venue, T> perVenue(Setting<T> family) {
    Map<Venue, T> values = new LinkedHashMap<>();
    venuesOf(family)
        .forEach(
            venue -> find(family.forVenue(venue)).ifPresent(value -> values.put(venue, value)));
    return values;
  }

  /** The venues that have a value. */
  Stream<Venue> venuesOf(Setting<?> family) {
    return layers.stream()
        .flatMap(layer -> layer.values().keySet().stream())
        .flatMap(name -> family.venueOf(name).stream())
        .distinct();
  }

  /** Adds a fault of a setting. */
  void fault(Setting<?> setting, String expected) {
    fault(new ConfigFault(setting.name(), row(setting).value(), expected));
  }

  void fault(ConfigFault fault) {
    faults.add(fault);
  }

  /** Adds a warning. */
  void warn(String sentence) {
    warnings.add(sentence);
  }

  List<ConfigFault> faults() {
    return List.copyOf(faults);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** All settings with their values. */
  List<ConfigRow> rows() {
    return settings
        .all()
        .<Setting<?>>flatMap(
            one -> one.perVenue() ? venuesOf(one).map(one::forVenue) : Stream.of(one))
        .map(this::row)
        .toList();
  }

  private ConfigRow row(Setting<?> setting) {
    Optional<Layer.Value> given = lookup(setting);
    String text = given.map(Layer.Value::text).or(setting::fallback).orElse("");
    String source = given.map(Layer.Value::source).orElse("default");
    return new ConfigRow(setting.name(), setting.shown(text), source);
  }

  private Optional<Layer.Value> lookup(Setting<?> setting) {
    return layers.stream()
        .flatMap(layer -> layer.find(setting.names()).stream())
        .findFirst()
        .map(
            value ->
                setting.kind().secrecy() == Secrecy.SECRET
                    ? value
                    : new Layer.Value(value.text().strip(), value.source()));
  }

  private static String hint(Setting<?> setting, String text) {
    if (setting.equals(Settings.FEED_SYMBOLS)) {
      return Kinds.symbolError(text).map(why -> "; " + why).orElse("");
    }
    boolean injected = setting.name().endsWith("_PORT") && text.startsWith("tcp://");
    return injected
        ? "; Kubernetes sets this variable for a service of that name: set it yourself, or set"
            + " enableServiceLinks: false"
        : "";
  }
}
