package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

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

  /** What to get for the first, or the next, page of what is wanted. */
  Request request(Wanted wanted);

  /**
   * What the venue answered with status 200. An {@code IllegalArgumentException} says what in it
   * cannot be understood.
   */
  Answer read(Wanted wanted, JsonNode body);

  /** Whether the venue can be asked. */
  sealed interface Request {
    /** This, behind {@link #base}. */
    record Get(String pathAndQuery) implements Request {}

    /** It cannot: why. */
    record Impossible(String why) implements Request {}
  }
}
