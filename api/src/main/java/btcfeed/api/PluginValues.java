package btcfeed.api;

import java.util.Map;
import java.util.Optional;

/** The values of the settings of a plugin, already checked. */
public final class PluginValues {
  /** Nothing is set: every setting has its default. */
  public static final PluginValues NONE = new PluginValues(Map.of());

  private final Map<String, String> texts;

  /**
   * @param texts what is set, by the name of the setting
   */
  public PluginValues(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** The value of a setting, or its default; empty without both. */
  public <T> Optional<T> find(PluginSetting<T> setting) {
    return Optional.ofNullable(texts.get(setting.name()))
        .or(setting::fallback)
        .flatMap(setting.reader());
  }

  /** The value of a setting that has a default. */
  public <T> T get(PluginSetting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalArgumentException(setting.name() + " has no value and no default"));
  }
}
