package btcfeed.application.observe;

/**
 * Driving port: everything known about the running feed, now. Any thread; microseconds, never
 * blocks, so a health check stays quick however busy or broken the rest is.
 */
public interface ObserveFeed {
  FeedSnapshot snapshot();
}
