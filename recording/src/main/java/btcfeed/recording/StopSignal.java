package btcfeed.recording;

import java.time.Duration;

/** The end of a recording as the operator asks for it. */
@FunctionalInterface
public interface StopSignal {
  /** Waits for it, at most so long; true once it was given. */
  boolean await(Duration atMost);
}
