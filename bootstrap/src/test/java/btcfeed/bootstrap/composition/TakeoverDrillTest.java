package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Venue;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A drill of two instances")
class TakeoverDrillTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @DisplayName("kills the leader, finds no trade missing or twice, and reports it")
  void killed() throws IOException {
    int code =
        new WiredVerbs(new SystemClock())
            .takeovers(invocation(), new TakeoverOptions(2, List.of("kill"), 200, true));

    String progress = err.toString(StandardCharsets.UTF_8);
    JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(result.get("events")).as(progress).hasSize(1);
    for (JsonNode event : result.get("events")) {
      assertThat(event.get("lost").asLong()).as(result.toString()).isZero();
      assertThat(event.get("twice").asLong()).isZero();
      assertThat(event.get("equal").asBoolean()).isTrue();
      assertThat(event.get("longest_pause_ms").asDouble()).isPositive();
      // Durations are up to the machine, too.
      assertThat(event.get("broken").toString()).doesNotContain("ready", "led", "exit code");
    }
    assertThat(result.at("/events/0/leader_before").asInt()).isEqualTo(1);
    assertThat(result.at("/events/0/leader_after").asInt()).isEqualTo(2);
    assertThat(code).isEqualTo(result.get("ok").asBoolean() ? Exit.FINE : Exit.FAILED);
  }

  private Invocation invocation() {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), Map.of(), Optional.empty()), Set.of(new Venue("binance")));
    return new Invocation(
        ((Loaded.Usable) loaded).config(),
        List.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
