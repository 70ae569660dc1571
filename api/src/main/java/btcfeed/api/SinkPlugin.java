package btcfeed.api;

import btcfeed.domain.port.SinkPort;
import java.util.Optional;

/**
 * Makes sinks, for the URLs in {@code FEED_SINKS} that begin with the name of the plugin: {@code
 * kafka://broker:9092}.
 */
public interface SinkPlugin extends FeedPlugin {
  /** What its URLs look like: {@code kafka://host:port[,host:port...]}. */
  String urlForm();

  /**
   * What is wrong with a URL; empty if it can be used. It does no I/O.
   *
   * @return completes the sentence "expected ...", and repeats no part of the URL
   */
  Optional<String> complaint(String url);

  /** Makes a sink. It connects when it is first used. */
  SinkPort open(SinkOrder order);

  /**
   * A sink of the configuration.
   *
   * @param name unique among the sinks, as {@link FeedPlugin#name}; {@code kafka} or the name that
   *     the operator chose
   * @param url without {@link #complaint}; it may have a password
   * @param instance the name of this instance of the service
   */
  record SinkOrder(String name, String url, String instance, PluginValues values) {}
}
