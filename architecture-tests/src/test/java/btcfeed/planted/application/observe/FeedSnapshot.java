package btcfeed.planted.application.observe;

import btcfeed.planted.application.CounterOffences;
import java.util.List;

/**
 * What a feed tells of itself.
 *
 * @param unread by anything that shows it
 */
public record FeedSnapshot(long unread, List<Part> parts) {
  /** The report of one that is counted and read. */
  static String report(CounterOffences.IsRead read) {
    return read.report();
  }

  /**
   * A part of it.
   *
   * @param unread either
   */
  public record Part(long unread) {}
}
