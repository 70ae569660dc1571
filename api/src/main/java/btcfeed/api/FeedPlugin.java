package btcfeed.api;

import java.util.List;

/**
 * What every plugin has. The service makes one instance with the constructor without arguments, at
 * its start, on one thread. A constructor that does I/O delays that start.
 */
public interface FeedPlugin {
  /**
   * The name, unique among the plugins: lower-case letters, digits and dashes, at most 32
   * characters, a letter first. The settings of the plugin {@code time-series} begin with {@code
   * FEED_TIME_SERIES_}.
   */
  String name();

  /** What it is, in a sentence of at most 100 characters. */
  String description();

  /** The settings that it reads; the service checks, shows and masks them. */
  default List<PluginSetting<?>> settings() {
    return List.of();
  }
}
