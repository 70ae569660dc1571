package btcfeed.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.soak.SoakOptions;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command line of rehearsals")
class RehearsalOptionsTest {
  private final Map<String, String> environment = new HashMap<>();
  private final Recorder verbs = new Recorder();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();

  private int run(String... args) {
    return Cli.run(
        List.of(args),
        environment,
        verbs,
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(errBytes, true, StandardCharsets.UTF_8));
  }

  private String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("passes the options of a drill on")
  void drillOrder() {
    assertThat(run("drill", "--only", "kill,freeze", "--rate", "50", "--json")).isZero();
    assertThat(run("drill")).isZero();
    assertThat(verbs.orders)
        .containsExactly(
            new DrillOptions(List.of("kill", "freeze"), 50, false, true),
            new DrillOptions(List.of(), 1000, false, false));
  }

  @Test
  @DisplayName("passes the number of instances of a drill on, and refuses what they cannot do")
  void drillInstances() {
    assertThat(run("drill", "--instances", "2", "--only", "kill,split", "--rate", "50")).isZero();
    assertThat(run("drill", "--instances", "3", "--json")).isZero();
    assertThat(run("drill", "--instances", "1")).isZero();
    assertThat(verbs.takeovers)
        .containsExactly(
            new TakeoverOptions(2, List.of("kill", "split"), 50, false),
            new TakeoverOptions(3, List.of(), 1000, true));
    assertThat(verbs.orders).hasSize(1);

    assertThat(run("drill", "--instances", "4")).isEqualTo(2);
    assertThat(run("drill", "--instances", "2", "--only", "flush")).isEqualTo(2);
    assertThat(run("drill", "--instances", "2", "--soak", "1m")).isEqualTo(2);
    assertThat(
            run(
                "drill",
                "--instances",
                "2",
                "--redis-url",
                "redis://a",
                "--failover-url",
                "redis://b"))
        .isEqualTo(2);
    assertThat(err())
        .contains("was 4", "no event flush", "kill, freeze, handover", "no --redis-url");
    assertThat(verbs.takeovers).hasSize(2);
  }

  @Test
  @DisplayName("passes time and seed of a soak on, and refuses options that make no sense")
  void soakOrder() {
    assertThat(run("drill", "--soak", "10m", "--seed", "7", "--rate", "500", "--json")).isZero();
    assertThat(run("drill", "--soak", "30s")).isZero();
    assertThat(verbs.soaks)
        .containsExactly(
            new SoakOptions(Duration.ofMinutes(10), OptionalLong.of(7), 500, true),
            new SoakOptions(Duration.ofSeconds(30), OptionalLong.empty(), 1000, false));

    assertThat(run("drill", "--soak", "5s")).isEqualTo(2);
    assertThat(run("drill", "--soak", "25h")).isEqualTo(2);
    assertThat(run("drill", "--soak", "long")).isEqualTo(2);
    assertThat(err()).contains("from 10s to 24h, was 5s", "was 25h", "was long");
    assertThat(run("drill", "--soak", "1m", "--only", "kill")).isEqualTo(2);
    assertThat(run("drill", "--seed", "7")).isEqualTo(2);
    assertThat(run("drill", "--rate", "0")).isEqualTo(2);
    assertThat(err()).contains("--only", "--seed is of the plan", "--rate is from 1");
    assertThat(verbs.soaks).hasSize(2);
  }

  @Test
  @DisplayName("passes both stores of a drill on, and refuses one alone")
  void drillPair() {
    environment.put("REDIS_URL", "redis://elsewhere");
    environment.put("USE_FAILOVER", "false");
    assertThat(run("drill", "--redis-url", "redis://a", "--failover-url", "redis://b:1")).isZero();
    assertThat(verbs.orders).containsExactly(new DrillOptions(List.of(), 1000, true, false));
    assertThat(verbs.config().stores().primary().map(RedisEndpoint::address))
        .contains("redis://a:6379");
    assertThat(verbs.config().stores().failover())
        .isInstanceOfSatisfying(
            FeedConfig.Failover.At.class,
            at -> assertThat(at.endpoint().address()).isEqualTo("redis://b:1"));
    assertThat(run("drill", "--redis-url", "redis://a")).isEqualTo(2);
    assertThat(err()).contains("--failover-url");
  }

  @Test
  @DisplayName("runs the demo until a signal stops it, or for --seconds")
  void demoTime() {
    assertThat(run("demo")).isZero();
    assertThat(run("demo", "--seconds", "8")).isZero();
    assertThat(verbs.demoTimes)
        .containsExactly(Optional.empty(), Optional.of(Duration.ofSeconds(8)));
  }
}
