package btcfeed.application.extend;

import btcfeed.application.work.Step;

/**
 * Something that rides along with the feed, on a thread of its own.
 *
 * <p>It cannot hold the feed up: it reads the journal behind the ingest, and what it wants changed
 * in the stores it submits like anyone.
 */
public interface Extension {
  /** What it is called, in the names of threads and in reports of bugs. */
  String name();

  /** Begins; called once, before the first step. */
  Running begin(FeedAccess feed);

  /** At work: stepped by one thread, interrupted in a step that waits, then closed. */
  interface Running extends Step, AutoCloseable {
    @Override
    void close();
  }
}
