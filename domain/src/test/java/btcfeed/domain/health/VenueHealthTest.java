package btcfeed.domain.health;

import static btcfeed.domain.health.Given.FRESH;
import static btcfeed.domain.health.Given.STREAMING;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A venue whose price is fresh")
class VenueHealthTest {
  private static final LineState AWAY = new LineState.Waiting(9, "in 9 s");
  private static final Optional<Duration> NEVER = Optional.empty();
  private static final Duration LIMIT = VenueHealth.LINE_LOST_AFTER;

  @Test
  @DisplayName(
      "is degraded once one of its lines is lost for over a minute, which names line, age"
          + " and cause")
  void lineLost() {
    assertThat(of(lines(line("a", STREAMING, NEVER, NEVER), line("b", AWAY, age(LIMIT), NEVER))))
        .isEmpty();
    assertThat(
            of(
                lines(
                    line("a", STREAMING, NEVER, NEVER),
                    line("b", AWAY, age(LIMIT.plusSeconds(12)), NEVER))))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.severity()).isEqualTo(Severity.DEGRADED);
              assertThat(reason.code()).isEqualTo("binance_line_lost");
              assertThat(reason.detail())
                  .contains("line b of binance", "for 72 s", "101 without Upgrade");
            });
  }

  @Test
  @DisplayName("is degraded by a line that is cut again after each connection")
  void flapping() {
    for (LineState state :
        List.of(AWAY, new LineState.Opening(0), new LineState.Subscribing(0), STREAMING)) {
      assertThat(
              of(
                  lines(
                      line("a", STREAMING, NEVER, NEVER),
                      line("b", state, age(LIMIT.plusSeconds(1)), NEVER))))
          .extracting(Reason::code)
          .containsExactly("binance_line_lost");
    }
  }

  @Test
  @DisplayName("is degraded by a line that streams and brings nothing while the other one does")
  void lineStalled() {
    assertThat(
            of(
                lines(
                    line("a", STREAMING, NEVER, age(LIMIT.plusSeconds(1))),
                    line("b", STREAMING, NEVER, NEVER))))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason.detail())
                    .contains("line a of binance has brought no trade for 61 s"));
    assertThat(
            of(lines(line("a", STREAMING, NEVER, age(LIMIT)), line("b", STREAMING, NEVER, NEVER))))
        .isEmpty();
  }

  @Test
  @DisplayName("has one reason for all its lines, and none of them where no other line streams")
  void once() {
    Optional<Duration> hour = age(Duration.ofHours(1));
    assertThat(of(lines(line("a", STREAMING, NEVER, hour), line("b", STREAMING, hour, NEVER))))
        .singleElement()
        .satisfies(reason -> assertThat(reason.detail()).contains("line a of", "line b of"));
    assertThat(
            of(
                new Seen(
                    AWAY,
                    BackfillReport.NONE,
                    List.of(line("a", AWAY, hour, NEVER), line("b", AWAY, hour, NEVER)))))
        .extracting(Reason::code)
        .containsExactly("binance_disconnected");
    assertThat(of(lines(line("a", STREAMING, hour, NEVER)))).isEmpty();
  }

  @Test
  @DisplayName("is degraded while its back-fill seeks a gap for over five minutes, or too many")
  void backfillBehind() {
    Duration limit = VenueHealth.GAP_OVERDUE_AFTER;
    int most = VenueHealth.MAX_OPEN_GAPS;

    assertThat(of(backfill(new BackfillReport(1, age(limit), 9, 9, 0)))).isEmpty();
    assertThat(of(backfill(new BackfillReport(most, age(FRESH), 9, 0, 0)))).isEmpty();
    assertThat(of(backfill(new BackfillReport(most + 1, age(FRESH), 9, 0, 0))))
        .extracting(Reason::code)
        .containsExactly("binance_backfill_behind");
    assertThat(of(backfill(new BackfillReport(2, age(limit.plusSeconds(1)), 9, 8, 0))))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.severity()).isEqualTo(Severity.DEGRADED);
              assertThat(reason.code()).isEqualTo("binance_backfill_behind");
              assertThat(reason.detail()).contains("2 open gaps", "301 s", "8 of 9 requests");
            });
  }

  private record Seen(LineState best, BackfillReport backfill, List<LineReport> lines) {}

  private static Seen lines(LineReport... lines) {
    return new Seen(STREAMING, BackfillReport.NONE, List.of(lines));
  }

  private static Seen backfill(BackfillReport report) {
    return new Seen(STREAMING, report, List.of());
  }

  private static LineReport line(
      String letter, LineState state, Optional<Duration> lost, Optional<Duration> stalled) {
    return new LineReport(
        letter, state, 0, 0, 0, Optional.empty(), lost, "101 without Upgrade", stalled);
  }

  private static Optional<Duration> age(Duration age) {
    return Optional.of(age);
  }

  private static List<Reason> of(Seen seen) {
    VenueReport report = Given.venue(seen.best(), age(FRESH));
    VenueReport whole = Given.venue(report, seen.backfill(), seen.lines());
    return FeedHealth.judge(Given.venues(Given.well(), whole)).reasons();
  }
}
