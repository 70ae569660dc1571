package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Venue;
import btcfeed.rehearsal.drill.Drill;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.drill.DrillVerb;
import btcfeed.testsupport.RedisProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A drill on the stores of the operator")
class DrillPairTest {
  private static final String PREFIX = "btc-drill-test:";
  private static final Map<String, String> THEIRS =
      Map.of(
          "btc:ticks", "not touched", "last_btc_price", "1.5", "btc-drill-other:ticks", "theirs");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final RedisProcess primary = RedisProcess.start();
  private final RedisProcess failover = RedisProcess.start();

  @BeforeEach
  void theirKeys() {
    for (RedisProcess redis : List.of(primary, failover)) {
      THEIRS.forEach((key, value) -> redis.command("SET", key, value));
    }
  }

  @AfterEach
  void takeDown() {
    primary.close();
    failover.close();
  }

  @Test
  @DisplayName("loses nothing in any fault, touches only its own keys, and leaves none of them")
  void everyFault() throws Exception {
    int code = drill(DrillTest::patient, List.of());

    JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(code).as(result + " " + told()).isEqualTo(Exit.FINE);
    assertThat(result.get("faults").findValuesAsText("fault"))
        .containsExactly("kill", "empty", "freeze", "flush", "both", "cut", "sink", "batch");
    assertOnlyTheirs();
  }

  @Test
  @DisplayName("does not begin where its prefix is in use")
  void inUse() {
    failover.command("SET", PREFIX + "ticks", "somebody's");

    assertThat(drill(DrillPairTest::usual, List.of("kill"))).isEqualTo(Exit.FAILED);

    assertThat(told()).contains("keys under " + PREFIX, "failover");
    assertThat(failover.command("GET", PREFIX + "ticks")).isEqualTo("somebody's");
  }

  @Test
  @DisplayName("prints why it cannot begin where a store does not answer, or is several servers")
  void away() {
    failover.kill();
    assertThat(drill(DrillPairTest::usual, List.of("kill"))).isEqualTo(Exit.FAILED);
    assertThat(told()).contains("redis://127.0.0.1:" + failover.port(), "connection refused");
    assertThat(drill("redis+sentinel://127.0.0.1/m", DrillPairTest::usual, List.of()))
        .isEqualTo(Exit.FAILED);
    assertThat(told()).contains("is not one server");
  }

  @Test
  @DisplayName("ends in time, and reports faults that it did not reach as unfinished")
  void outOfTime() throws Exception {
    long began = System.nanoTime();

    assertThat(drill(DrillPairTest::hurried, Collections.nCopies(9, "kill")))
        .isEqualTo(Exit.FAILED);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(2));
    if (out.size() > 0) {
      JsonNode last =
          new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8)).at("/faults/8");
      assertThat(last.get("ok").asBoolean()).isFalse();
      assertThat(last.get("broken")).isEmpty();
      assertThat(last.get("unfinished").toString()).contains("not reached within 6 s");
    }
    assertOnlyTheirs();
  }

  private static DrillVerb usual(FeedConfig config) {
    return DrillTest.verb(config, Duration.ofSeconds(80), Drill.Bounds.USUAL);
  }

  private static DrillVerb hurried(FeedConfig config) {
    return DrillTest.verb(config, Duration.ofSeconds(6), Drill.Bounds.USUAL);
  }

  private void assertOnlyTheirs() {
    for (RedisProcess redis : List.of(primary, failover)) {
      assertThat(redis.texts("KEYS", "*")).containsExactlyInAnyOrderElementsOf(THEIRS.keySet());
      THEIRS.forEach((key, value) -> assertThat(redis.command("GET", key)).isEqualTo(value));
    }
  }

  private int drill(Function<FeedConfig, DrillVerb> verb, List<String> only) {
    return drill("redis://127.0.0.1:" + primary.port(), verb, only);
  }

  private int drill(String primaryUrl, Function<FeedConfig, DrillVerb> verb, List<String> only) {
    Map<String, String> environment =
        Map.of(
            "REDIS_URL",
            primaryUrl,
            "FAILOVER_REDIS_URL",
            "redis://127.0.0.1:" + failover.port(),
            "FEED_REDIS_TIMEOUT",
            "500ms");
    Loaded loaded =
        ConfigLoader.load(
            new ConfigInput(List.of(), environment, Optional.empty()),
            Set.of(new Venue("binance")));
    FeedConfig config = ((Loaded.Usable) loaded).config();
    Invocation start =
        new Invocation(
            config,
            List.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    DrillOptions order = new DrillOptions(only, 200, true, true);
    boolean fine = verb.apply(config).drill(config, order, PREFIX, start.out(), start.err());
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
