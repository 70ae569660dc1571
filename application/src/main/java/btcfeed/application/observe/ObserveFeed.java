package btcfeed.application.observe;

/**
 * Driving port: a snapshot of the running feed. Any thread; takes microseconds and never blocks, so
 * a health check stays fast.
 */
public interface ObserveFeed {
  FeedSnapshot snapshot();
}
