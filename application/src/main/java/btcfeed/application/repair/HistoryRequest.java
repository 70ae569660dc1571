package btcfeed.application.repair;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.market.Market;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.List;

/**
 * A question to a venue's history about neighbouring gaps of one market, page by page. Back-fill
 * thread only.
 */
final class HistoryRequest {
  private static final Backoff PATIENCE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** The gaps that a whole answer decides about. */
  final List<GapSearch> covers;

  private Wanted wanted;
  private Backoff refusals = PATIENCE;
  private long dueNanos;

  /** About these gaps, which are in order, and all that lies between them. */
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

  /** Nanoseconds until it may be asked; not positive if it may be now. */
  long waits(long nowNanos) {
    return dueNanos - nowNanos;
  }

  /** A page came, and there are more. */
  void goOn(Wanted rest) {
    wanted = rest;
    refusals = refusals.reset();
  }

  /** It was not answered; how long it waits before it is asked again. */
  Duration refused(long nowNanos) {
    refusals = refusals.failed();
    dueNanos = nowNanos + refusals.ceiling().toNanos();
    return refusals.ceiling();
  }
}
