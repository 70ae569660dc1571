package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Venue;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.rehearsal.drill.Drill;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.drill.DrillVerb;
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
@DisplayName("A drill")
class DrillTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @DisplayName(
      "loses nothing when the primary is killed and when the connection is cut, and says so")
  void realFaults() throws IOException {
    int code = drill(new DrillOptions(List.of("empty", "cut", "sink"), 200, false, true));

    JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(code).as(result.toString()).isEqualTo(Exit.FINE);
    assertThat(result.get("ok").asBoolean()).isTrue();
    assertThat(result.get("faults")).hasSize(3);
    JsonNode empty = result.at("/faults/0");
    assertThat(empty.get("fault").asText()).isEqualTo("empty");
    assertThat(empty.get("switch_ms").asDouble()).isBetween(0.0, 60_000.0);
    assertThat(empty.get("lost").asLong()).isZero();
    assertThat(empty.get("twice").asLong()).isZero();
    assertThat(result.at("/faults/1/published").asLong()).isPositive();
    assertThat(result.at("/faults/2/ok").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("refuses an unknown fault and names the known ones")
  void unknownFault() {
    assertThat(drill(new DrillOptions(List.of("fire"), 200, false, false)))
        .isEqualTo(Exit.WRONG_USAGE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("fire", "kill, empty, freeze, flush, both, cut, sink");
  }

  @Test
  @DisplayName(
      "has no connection to cut where the stores are its own, and names the options for it")
  void batchWithoutPair() {
    assertThat(drill(new DrillOptions(List.of("batch"), 200, false, false)))
        .isEqualTo(Exit.WRONG_USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--redis-url", "--failover-url");
  }

  /** One that knows no hurry: what a busy host takes its time for is lost nonetheless if it is. */
  static DrillVerb patient(FeedConfig config) {
    Drill.Bounds bounds = new Drill.Bounds(Duration.ofMinutes(2), Duration.ofMinutes(1));
    return verb(config, Duration.ofMinutes(15), bounds);
  }

  static DrillVerb verb(FeedConfig config, Duration limit, Drill.Bounds bounds) {
    Clock clock = new SystemClock();
    return new DrillVerb(
        WiredVerbs.drilledFeeds(Venues.builtIn(), clock),
        EmbeddedRedisSupervisor.launcher(config),
        clock,
        limit,
        bounds);
  }

  private int drill(DrillOptions order) {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), Map.of(), Optional.empty()), Set.of(new Venue("binance")));
    assertThat(loaded).isInstanceOf(Loaded.Usable.class);
    Invocation start =
        new Invocation(
            ((Loaded.Usable) loaded).config(),
            List.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return WiredVerbs.drill(start, order, patient(start.config()));
  }
}
