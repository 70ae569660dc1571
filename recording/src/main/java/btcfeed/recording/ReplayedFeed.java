package btcfeed.recording;

import btcfeed.domain.port.JournalPort;
import btcfeed.redis.StoreReader;
import java.util.List;

/** A running service that a recording is played into. Any thread may close it; it is idempotent. */
public interface ReplayedFeed extends AutoCloseable {
  int httpPort();

  /** Its journal, to be read from where it stands now. */
  JournalPort journal();

  /** True once every trade received is in the journal and in every store that takes it. */
  boolean settled();

  /** Readers of the stores that the replay alone writes to, which the caller closes. */
  List<StoreReader> ownStores();

  @Override
  void close();
}
