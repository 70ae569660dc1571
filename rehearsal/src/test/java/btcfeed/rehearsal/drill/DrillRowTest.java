package btcfeed.rehearsal.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of a drill")
class DrillRowTest {
  @Test
  @DisplayName("is a table with the broken guarantees in words")
  void table() {
    DrillRow fine =
        new DrillRow(
            DrillFault.KILL,
            times(Optional.of(12.34)),
            new DrillRow.Counts(0, 0, 0),
            List.of(),
            List.of());
    DrillRow broken =
        new DrillRow(
            DrillFault.CUT,
            times(Optional.empty()),
            new DrillRow.Counts(3, 7, 1),
            List.of("3 \"trades\" gone"),
            List.of());

    assertThat(DrillRow.table(List.of(fine, broken)).lines().toList())
        .containsExactly(
            "  fault     switch ms 1st write ms  longest ms   equal ms   lost  twice published  ",
            "  kill           12.3          1.0         2.5      300.0      0      0         0  ok",
            "  cut               -          1.0         2.5      300.0      3      1         7  "
                + "BROKEN: 3 \"trades\" gone");
    assertThat(DrillRow.json(List.of(fine, broken)))
        .startsWith("{\"ok\":false,\"faults\":[{\"fault\":\"kill\",\"switch_ms\":12.340,")
        .contains("\"switch_ms\":null", "[\"3 \\\"trades\\\" gone\"]");
  }

  @Test
  @DisplayName("distinguishes unfinished from broken; neither is a success")
  void outOfTime() {
    Duration limit = Duration.ofSeconds(80);
    DrillRow late =
        new DrillRow(
            DrillFault.KILL,
            times(Optional.empty()),
            new DrillRow.Counts(3, 0, 0),
            List.of("3 trades are missing"),
            List.of());
    DrillRow unfinished = late.cutShort(limit);
    DrillRow notReached = DrillRow.notReached(DrillFault.FREEZE, limit);

    assertThat(unfinished.fine()).isFalse();
    assertThat(notReached.fine()).isFalse();
    assertThat(DrillRow.table(List.of(unfinished, notReached)))
        .contains("OUT OF TIME: the 80 s were over; 3 trades are missing")
        .contains("OUT OF TIME: not reached within 80 s")
        .doesNotContain("BROKEN");
    assertThat(DrillRow.verdict(List.of(unfinished, notReached)))
        .contains("No promise was seen broken", "--only");
    assertThat(DrillRow.verdict(List.of(late, notReached))).startsWith("Promises were broken");
    assertThat(DrillRow.json(List.of(notReached)))
        .startsWith("{\"ok\":false")
        .contains("\"unfinished\":[\"not reached within 80 s\"]");
  }

  private static DrillRow.Times times(Optional<Double> switchMs) {
    return new DrillRow.Times(switchMs, 1, 2.5, 300);
  }
}
