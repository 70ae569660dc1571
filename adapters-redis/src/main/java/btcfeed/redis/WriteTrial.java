package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import java.util.List;

/** The result of trying everything that the service writes. */
public sealed interface WriteTrial {
  /**
   * The store takes writes.
   *
   * @param refused commands with their keys that it refuses, each with the reason
   */
  record Tried(List<String> refused) implements WriteTrial {
    public Tried {
      refused = List.copyOf(refused);
    }
  }

  /** The store takes no writes, or did not answer. */
  record Failed(Failure failure) implements WriteTrial {}
}
