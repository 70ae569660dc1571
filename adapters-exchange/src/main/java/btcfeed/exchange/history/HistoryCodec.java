package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How one venue is asked for its past trades, and what it answers. Pure, any thread. */
public interface HistoryCodec {
  /** Where the venue's own interface is: {@code https://HOST}, no slash behind. */
  String base();

  /** Where else the same can be asked for. */
  default List<String> elsewhere() {
    return List.of();
  }

  /** The least time from one request to the next, well within the venue's limit. */
  Duration spacing();

  /** How many requests may follow each other at once, and be well within the limit still. */
  default int burst() {
    return 1;
  }

  /** The least wait after a refusal in the venue's own format. */
  default Duration afterRefusal() {
    return Duration.ofSeconds(5);
  }

  /** How pages and refusals are written. */
  PageFormat format();

  /** What to get for the first, or the next, page of what is wanted. */
  Request request(Wanted wanted);

  /** What is still to be asked for after a page; empty if nothing. */
  Optional<Wanted> next(PageRows page);

  /**
   * How else the same can be asked for, where the venue refuses this way of asking.
   *
   * @param code the code of the refusal
   */
  default Optional<Wanted> otherwise(Wanted wanted, String code) {
    return Optional.empty();
  }

  /** Whether the venue can be asked. */
  sealed interface Request {
    /** This, behind {@link #base}. */
    record Get(Target target) implements Request {}

    /** It cannot: why. */
    record Impossible(String why) implements Request {}
  }
}
