package btcfeed.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.DrillOrder;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.ConfigInput;
import btcfeed.bootstrap.config.ConfigLoader;
import btcfeed.bootstrap.config.Loaded;
import btcfeed.domain.market.Venue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A rehearsal of failures")
class DrillTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @DisplayName(
      "loses nothing when the primary is killed and when the connection is cut, and says so")
  void realFaults() throws IOException {
    int code = drill(new DrillOrder(List.of("empty", "cut"), 200, false, true));

    JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(code).as(result.toString()).isEqualTo(Exit.FINE);
    assertThat(result.get("ok").asBoolean()).isTrue();
    assertThat(result.get("faults")).hasSize(2);
    JsonNode empty = result.at("/faults/0");
    assertThat(empty.get("fault").asText()).isEqualTo("empty");
    assertThat(empty.get("switch_ms").asDouble()).isBetween(0.0, 60_000.0);
    assertThat(empty.get("lost").asLong()).isZero();
    assertThat(empty.get("twice").asLong()).isZero();
    assertThat(result.at("/faults/1/published").asLong()).isPositive();
  }

  @Test
  @DisplayName("refuses a fault that it does not know, and names those it does")
  void unknownFault() {
    assertThat(drill(new DrillOrder(List.of("fire"), 200, false, false)))
        .isEqualTo(Exit.WRONG_USAGE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("fire", "kill, empty, freeze, flush, both, cut");
  }

  @Test
  @DisplayName("prints a table a person can read, and what was broken in words")
  void table() {
    DrillRow fine =
        new DrillRow(
            DrillFault.KILL, Optional.of(12.34), 1, 2.5, 300, 0, 0, 0, List.of(), List.of());
    DrillRow broken =
        new DrillRow(
            DrillFault.CUT,
            Optional.empty(),
            1,
            2.5,
            300,
            3,
            7,
            1,
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
  @DisplayName("has no wire to cut where the stores are its own, and says what it takes")
  void batchWithoutPair() {
    assertThat(drill(new DrillOrder(List.of("batch"), 200, false, false)))
        .isEqualTo(Exit.WRONG_USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--redis-url", "--failover-url");
  }

  @Test
  @DisplayName("tells what there was no time for from what was broken; neither is a success")
  void outOfTime() {
    Duration limit = Duration.ofSeconds(80);
    DrillRow late =
        new DrillRow(
            DrillFault.KILL,
            Optional.empty(),
            1,
            2.5,
            300,
            3,
            0,
            0,
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

  /** One that knows no hurry: what a busy host takes its time for is lost nonetheless if it is. */
  static DrillVerb patient() {
    Drill.Bounds bounds = new Drill.Bounds(Duration.ofMinutes(2), Duration.ofMinutes(1));
    return new DrillVerb(new SystemClock(), Duration.ofMinutes(15), bounds);
  }

  private int drill(DrillOrder order) {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), Map.of(), Optional.empty()), Set.of(new Venue("binance")));
    assertThat(loaded).isInstanceOf(Loaded.Usable.class);
    Start start =
        new Start(
            ((Loaded.Usable) loaded).config(),
            List.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return patient().drill(start, order);
  }
}
