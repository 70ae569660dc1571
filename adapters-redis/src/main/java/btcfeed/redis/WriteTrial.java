package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import java.util.List;

/** What a store answers when everything the service writes is tried out. */
public sealed interface WriteTrial {
  /**
   * It takes writes.
   *
   * @param refused commands and their keys that it does not let us use, each with the reason
   */
  record Tried(List<String> refused) implements WriteTrial {
    public Tried {
      refused = List.copyOf(refused);
    }
  }

  /** It takes none, or could not be asked. */
  record Failed(Failure failure) implements WriteTrial {}
}
