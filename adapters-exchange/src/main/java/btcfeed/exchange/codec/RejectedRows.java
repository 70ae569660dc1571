package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.exchange.input.InputLimits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one message that are no trades. The first few are reported one by one, the rest once
 * for each reason, with their number. So a message of a million empty rows makes a handful of
 * reports. Reused, one thread.
 */
public final class RejectedRows {
  private final List<Rejected> first = new ArrayList<>();
  // How many, in an array of one, so that counting allocates nothing.
  private final Map<BadInput, int[]> rest = new EnumMap<>(BadInput.class);

  private record Rejected(BadInput reason, Optional<Market> market) {}

  /** None yet. */
  public RejectedRows() {}

  /** Forgets those of the message before. */
  public void clear() {
    if (!first.isEmpty()) {
      first.clear();
      rest.clear();
    }
  }

  /** Notes one, and its market as far as that is known. */
  public void add(BadInput reason, Optional<Market> market) {
    if (first.size() < InputLimits.REJECTED_ROWS_REPORTED) {
      first.add(new Rejected(reason, market));
    } else {
      rest.computeIfAbsent(reason, _ -> new int[1])[0]++;
    }
  }

  /**
   * Reports all of them.
   *
   * @param around the market of those whose own is not known
   */
  public void report(DecodeSink heard, Optional<Market> around) {
    for (Rejected row : first) {
      heard.bad(row.reason(), row.market().or(() -> around).map(Market::symbol));
    }
    rest.forEach((reason, count) -> heard.bad(reason, around.map(Market::symbol), count[0]));
  }
}
