package btcfeed.application.repair;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.market.Market;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.List;

/**
 * A request to a venue's history for neighbouring gaps of one market, page by page. Back-fill
 * thread only.
 */
final class HistoryRequest {
  private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** The gaps that a complete answer decides. */
  final List<GapSearch> covers;

  private Wanted wanted;
  private Backoff refusals = RETRIES;
  private long dueNanos;

  /** For these gaps, in order, and everything between them. */
  HistoryRequest(Market market, List<GapSearch> covers, long nowNanos) {
    this.covers = List.copyOf(covers);
    this.dueNanos = nowNanos;
    Gap first = covers.getFirst().gap();
    long untilUs = covers.stream().mapToLong(it -> it.gap().untilUs()).max().orElseThrow();
    this.wanted =
        first.ids().isPresent()
            ? new Wanted.Ids(
                market,
                covers.getFirst().from(),
                covers.getLast().to(),
                first.sinceUs(),
                untilUs,
                "")
            : new Wanted.Times(market, first.sinceUs(), untilUs, "");
  }

  Wanted wanted() {
    return wanted;
  }

  /** Nanoseconds until the request may be sent; not positive if it may be now. */
  long waits(long nowNanos) {
    return dueNanos - nowNanos;
  }

  /** A page arrived, and there are more. */
  void continueWith(Wanted rest) {
    wanted = rest;
    refusals = refusals.reset();
  }

  /** The venue did not answer; returns the wait before the next attempt. */
  Duration refused(long nowNanos) {
    refusals = refusals.failed();
    dueNanos = nowNanos + refusals.ceiling().toNanos();
    return refusals.ceiling();
  }
}
