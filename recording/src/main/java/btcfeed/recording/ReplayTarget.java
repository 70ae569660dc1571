package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.port.LinePort;
import java.util.List;

/** Starts the service that a recording is played into. Implemented by the composition root. */
@FunctionalInterface
public interface ReplayTarget {
  /** Starts a service that listens to these lines and to nothing else. */
  ReplayedFeed start(RecordingHeader recorded, List<LinePort> lines) throws CannotStart;
}
