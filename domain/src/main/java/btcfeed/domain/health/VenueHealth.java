package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Losses behind a price that is still fresh: of a venue's redundancy, and of its back-fill's
 * progress.
 */
final class VenueHealth {
  /** How long a line may be away or bring nothing before its loss is a reason. */
  static final Duration LINE_LOST_AFTER = Duration.ofMinutes(1);

  /** How long the back-fill may seek one gap before it is behind. */
  static final Duration GAP_OVERDUE_AFTER = Duration.ofMinutes(5);

  /** How many open gaps of one venue are more than the back-fill keeps up with. */
  static final int MOST_OPEN_GAPS = 1_000;

  private VenueHealth() {}

  /** Adds what is lost at this venue. Each code stands at most once for a venue. */
  static void judge(VenueReport venue, List<Reason> reasons) {
    judgeLines(venue, reasons);
    judgeBackfill(venue.venue().name(), venue.backfill(), reasons);
  }

  /** Where no other line streams, the venue itself is lost, which is another reason. */
  private static void judgeLines(VenueReport venue, List<Reason> reasons) {
    String name = venue.venue().name();
    List<String> losses = new ArrayList<>();
    for (LineReport line : venue.lines()) {
      if (venue.lines().stream().anyMatch(other -> streamsBeside(line, other))) {
        loss(name, line).ifPresent(losses::add);
      }
    }
    if (!losses.isEmpty()) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_line_lost",
              String.join("; ", losses)
                  + "; what the other line misses is not caught; the service connects again by"
                  + " itself"));
    }
  }

  private static boolean streamsBeside(LineReport line, LineReport other) {
    return !other.letter().equals(line.letter()) && other.state() instanceof LineState.Streaming;
  }

  private static Optional<String> loss(String venue, LineReport line) {
    String name = "line " + line.letter() + " of " + venue;
    if (isLong(line.lostFor())) {
      String why = line.cause().isEmpty() ? "" : ": " + line.cause();
      return line.lostFor()
          .map(age -> name + " has had no steady connection for " + age.toSeconds() + " s" + why);
    }
    if (isLong(line.stalledFor())) {
      return line.stalledFor()
          .map(age -> name + " has brought no trade for " + age.toSeconds() + " s");
    }
    return Optional.empty();
  }

  private static boolean isLong(Optional<Duration> age) {
    return age.filter(lost -> lost.compareTo(LINE_LOST_AFTER) > 0).isPresent();
  }

  private static void judgeBackfill(String name, BackfillReport backfill, List<Reason> reasons) {
    Duration oldest = backfill.oldestAge().orElse(Duration.ZERO);
    boolean overdue = backfill.openGaps() > 0 && oldest.compareTo(GAP_OVERDUE_AFTER) > 0;
    if (overdue || backfill.openGaps() > MOST_OPEN_GAPS) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_backfill_behind",
              "the back-fill of "
                  + name
                  + " has "
                  + backfill.openGaps()
                  + " open gaps, the oldest for "
                  + oldest.toSeconds()
                  + " s; the venue's history refused "
                  + backfill.refusals()
                  + " of "
                  + backfill.requests()
                  + " requests; /api/v1/gaps lists what is missing, the log has the refusals"));
    }
  }
}
