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
 * @param patience how long without a trade is usual for it
 * @param backfilled trades that had to be asked for
 * @param reconnects connections made after the first
 * @param backfill the search for trades that are missing
 * @param lines each of its lines, by letter
 */
public record VenueReport(
    Venue venue,
    LineState line,
    Optional<String> refusal,
    Optional<Duration> heardAge,
    Optional<Duration> tradeAge,
    Optional<Duration> tickAge,
    Duration patience,
    long messages,
    long trades,
    long ticks,
    long duplicates,
    long backfilled,
    long gapsOpen,
    long gapsSeen,
    long reconnects,
    Map<BadInput, Long> refused,
    BackfillReport backfill,
    List<LineReport> lines) {

  /** True if a trade that was news came within {@code limit}, or as lately as is usual. */
  public boolean fresh(Duration limit) {
    return within(limit, tickAge);
  }

  /** True if a trade came within {@code limit}, or as lately as is usual. */
  public boolean talks(Duration limit) {
    return within(limit, tradeAge);
  }

  private boolean within(Duration limit, Optional<Duration> age) {
    Duration longest = patience.compareTo(limit) > 0 ? patience : limit;
    return age.isPresent() && age.get().compareTo(longest) <= 0;
  }
}
