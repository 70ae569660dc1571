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
 * The rows of one message that are no valid trades. The first few are reported one by one, the rest
 * as one count per reason, so that a million empty rows make a few reports. Reused, one thread.
 */
public final class RejectedRows {
  private final List<Rejected> first = new ArrayList<>();
  // Counts in arrays of one element, so that counting allocates nothing.
  private final Map<BadInput, int[]> rest = new EnumMap<>(BadInput.class);

  private record Rejected(BadInput reason, Optional<Market> market) {}

  /** No rows yet. */
  public RejectedRows() {}

  /** Forgets the previous message. */
  public void clear() {
    if (!first.isEmpty()) {
      first.clear();
      rest.clear();
    }
  }

  /** Adds a row, and its market if that is known. */
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
   * @param common the market of the rows whose own market is unknown
   */
  public void report(DecodeSink sink, Optional<Market> common) {
    if (first.isEmpty()) {
      return;
    }
    for (Rejected row : first) {
      sink.bad(row.reason(), row.market().or(() -> common).map(Market::symbol));
    }
    rest.forEach((reason, count) -> sink.bad(reason, common.map(Market::symbol), count[0]));
  }
}
