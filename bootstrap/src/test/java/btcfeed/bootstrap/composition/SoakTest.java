package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Venue;
import btcfeed.rehearsal.soak.SoakOptions;
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
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A short soak")
class SoakTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @DisplayName(
      "loses nothing, doubles nothing and invents nothing, whatever breaks, and says what it saw")
  void soak() throws IOException {
    new WiredVerbs(new SystemClock())
        .soak(start(), new SoakOptions(Duration.ofSeconds(12), OptionalLong.of(3), 200, true));

    String progress = err.toString(StandardCharsets.UTF_8);
    assertThat(out.size()).as(progress).isPositive();
    JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(result).as(progress).isNotNull();
    // Not whether it was fine: how fresh a price is kept is up to the machine, too.
    assertThat(result.get("lost").asLong()).as(result.toString()).isZero();
    assertThat(result.get("twice").asLong()).isZero();
    assertThat(result.get("invented").asLong()).isZero();
    assertThat(result.get("broken").toString()).doesNotContain("differ", "stop in order");
    assertThat(result.get("ticks").asLong() + result.get("published").asLong())
        .isEqualTo(result.get("trades").asLong())
        .isPositive();
    assertThat(result.get("faults")).isNotEmpty();
    assertThat(result.at("/fresh/looks").asLong()).isPositive();
    assertThat(result.at("/threads/last").asLong()).isPositive();
    assertThat(progress).contains("seed 3", "No more faults");
  }

  private Invocation start() {
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), Map.of(), Optional.empty()), Set.of(new Venue("binance")));
    assertThat(loaded).isInstanceOf(Loaded.Usable.class);
    return new Invocation(
        ((Loaded.Usable) loaded).config(),
        List.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
