package btcfeed.application.extend;

import btcfeed.application.work.Step;

/**
 * A part that runs beside the feed on its own thread, such as the candles.
 *
 * <p>It cannot delay the feed: it reads the journal behind the ingest, and submits mutations like
 * any other program.
 */
public interface Extension {
  /** The name in threads and bug reports. */
  String name();

  /** Starts; called once, before the first step. */
  Running begin(FeedAccess feed);

  /** A started extension: stepped by one thread, interrupted if a step waits, then closed. */
  interface Running extends Step, AutoCloseable {
    @Override
    void close();
  }
}
