package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of {@link FeedHealth} that judges the redundancy of a venue and its back-fill. */
final class VenueHealth {
  /** How long a line may be lost or stalled before that is a reason. */
  static final Duration LINE_LOST_AFTER = Duration.ofMinutes(1);

  /** How long the back-fill may search for one gap. */
  static final Duration GAP_OVERDUE_AFTER = Duration.ofMinutes(5);

  /** How many open gaps of one venue the back-fill can keep up with. */
  static final int MAX_OPEN_GAPS = 1_000;

  private VenueHealth() {}

  /** Adds the problems of a venue. Each code occurs at most once for a venue. */
  static void judge(VenueReport venue, Reasons reasons) {
    judgeLines(venue, reasons);
    judgeBackfill(venue.venue().name(), venue.backfill(), reasons);
  }

  /** Without another line that streams, the venue itself is lost, which is another reason. */
  private static void judgeLines(VenueReport venue, Reasons reasons) {
    String name = venue.venue().name();
    String losses =
        venue.lines().stream()
            .filter(line -> isCovered(line, venue.lines()))
            .flatMap(line -> loss(name, line).stream())
            .collect(Collectors.joining("; "));
    if (!losses.isEmpty()) {
      reasons.degraded(
          name + "_line_lost",
          losses
              + "; trades that the other line misses are not caught; the service reconnects by"
              + " itself");
    }
  }

  private static boolean isCovered(LineReport line, List<LineReport> lines) {
    return lines.stream()
        .filter(other -> !other.letter().equals(line.letter()))
        .anyMatch(other -> other.state() instanceof LineState.Streaming);
  }

  private static Optional<String> loss(String venue, LineReport line) {
    String name = "line " + line.letter() + " of " + venue;
    String why = line.cause().isEmpty() ? "" : ": " + line.cause();
    return line.lostFor()
        .filter(VenueHealth::isLong)
        .map(age -> name + " has had no steady connection for " + age.toSeconds() + " s" + why)
        .or(
            () ->
                line.stalledFor()
                    .filter(VenueHealth::isLong)
                    .map(age -> name + " has brought no trade for " + age.toSeconds() + " s"));
  }

  private static boolean isLong(Duration age) {
    return age.compareTo(LINE_LOST_AFTER) > 0;
  }

  private static void judgeBackfill(String name, BackfillReport backfill, Reasons reasons) {
    Duration oldest = backfill.oldestAge().orElse(Duration.ZERO);
    boolean overdue = backfill.openGaps() > 0 && oldest.compareTo(GAP_OVERDUE_AFTER) > 0;
    if (overdue || backfill.openGaps() > MAX_OPEN_GAPS) {
      reasons.degraded(
          name + "_backfill_behind",
          "the back-fill of %s has %s open gaps, the oldest for %s s; the venue's history refused"
                  .formatted(name, backfill.openGaps(), oldest.toSeconds())
              + " %s of %s requests; /api/v1/gaps lists what is missing, the log has the refusals"
                  .formatted(backfill.refusals(), backfill.requests()));
    }
  }
}
