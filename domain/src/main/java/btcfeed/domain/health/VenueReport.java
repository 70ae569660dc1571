package btcfeed.domain.health;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything known about one venue: transport, subscription, data and price are separate states.
 *
 * @param line the state of its best line
 * @param refusal the venue's answer to the subscription, if it refused
 * @param messageAge since any message arrived, heartbeats included
 * @param tradeAge since a trade arrived, duplicates included
 * @param tickAge since a new trade arrived
 * @param usualSilence the longest usual silence
 * @param backfilled back-filled trades
 * @param reconnects connections after the first
 * @param lines each of its lines, by letter
 */
public record VenueReport(
    Venue venue,
    LineState line,
    Optional<String> refusal,
    Optional<Duration> messageAge,
    Optional<Duration> tradeAge,
    Optional<Duration> tickAge,
    Duration usualSilence,
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

  /** True if a new trade arrived within {@code limit}, or within the usual silence. */
  public boolean fresh(Duration limit) {
    return within(limit, tickAge);
  }

  /** True if a trade arrived within {@code limit}, or within the usual silence. */
  public boolean delivers(Duration limit) {
    return within(limit, tradeAge);
  }

  private boolean within(Duration limit, Optional<Duration> age) {
    Duration longest = usualSilence.compareTo(limit) > 0 ? usualSilence : limit;
    return age.isPresent() && age.get().compareTo(longest) <= 0;
  }
}
