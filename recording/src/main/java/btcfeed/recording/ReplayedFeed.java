package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.LinePort;
import btcfeed.redis.StoreReader;
import java.util.List;

/** A running service that a recording is played into. Any thread may close it; it is idempotent. */
public interface ReplayedFeed extends AutoCloseable {
  int httpPort();

  /** Its journal, to be read from where it stands now. */
  JournalPort journal();

  /** True while it accepts trades; before, it holds them, and forgets the order between venues. */
  boolean leads();

  /** True once every trade received is in the journal and in every store that takes it. */
  boolean settled();

  /** Readers of the stores that the replay alone writes to, which the caller closes. */
  List<StoreReader> ownStores();

  @Override
  void close();

  /** Starts such a service. Implemented by the composition root. */
  @FunctionalInterface
  interface Starter {
    /** Starts a service that listens to these lines and to nothing else. */
    ReplayedFeed start(RecordingHeader recorded, List<LinePort> lines) throws CannotStart;
  }
}
