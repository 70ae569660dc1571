package btcfeed.domain.health;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything known of one venue: four separate states, transport, subscription, data and price.
 *
 * @param line the state of its best line
 * @param refusal what it answered to the subscription, if it refused
 * @param heardAge since anything came, heartbeats included
 * @param tradeAge since a trade came, repeats included
 * @param tickAge since a trade came that was news
 * @param backfilled trades that had to be asked for
 * @param reconnects connections made after the first
 * @param lines each of its lines, by letter
 */
public record VenueReport(
    Venue venue,
    LineState line,
    Optional<String> refusal,
    Optional<Duration> heardAge,
    Optional<Duration> tradeAge,
    Optional<Duration> tickAge,
    long messages,
    long trades,
    long ticks,
    long duplicates,
    long backfilled,
    long gapsOpen,
    long gapsSeen,
    long reconnects,
    Map<BadInput, Long> refused,
    List<LineReport> lines) {

  /** True if a trade that was news came within {@code budget}. */
  public boolean fresh(Duration budget) {
    return tickAge.isPresent() && tickAge.get().compareTo(budget) <= 0;
  }
}
