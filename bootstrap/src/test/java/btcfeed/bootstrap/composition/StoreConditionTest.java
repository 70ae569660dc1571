package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.bootstrap.composition.StorePair.Ill;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.rehearsal.faults.FaultProxy;
import btcfeed.testsupport.RedisProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("G4, G6: a store that accepts writes and has a fault")
class StoreConditionTest {
  private static final String PASSWORD = "not-secret";

  /** Rights that connecting needs: without them there is nothing to try out. */
  private static final Set<String> FOR_CONNECTING =
      Set.of("+evalsha", "+script|load", "+client|setname", "+ping", "+info", "+pubsub");

  @TempDir private Path data;

  @Test
  @DisplayName("with the README's user is denied no write of the service")
  void readmesUser() throws Exception {
    try (Rig rig = new Rig(data)) {
      rig.primary.command(user(rights()));
      rig.settings.put("REDIS_USERNAME", "feed");
      rig.settings.put("REDIS_PASSWORD", PASSWORD);
      // A price that is stale so soon makes outages between two looks, which are written as well.
      rig.settings.put("FEED_STALE_AFTER", "100ms");
      rig.startAndSubscribe();
      await()
          .pollInterval(Duration.ofMillis(700))
          .atMost(StorePair.PATIENCE)
          .until(
              () -> {
                rig.venue.burst(10);
                return Stream.of("btc:index:*", "btc:candles:*", "btc:day:*", "btc:outages:*")
                    .noneMatch(keys -> rig.primary.texts("KEYS", keys).isEmpty());
              });
      assertThat(denied(rig.primary)).isEmpty();
      assertThat(rig.get("/redis/status").at("/stores/primary/refuses").asText()).isEmpty();
    }
  }

  @Test
  @DisplayName("is found by check, which names each right that is missing")
  void missingRights() throws Exception {
    try (Rig rig = new Rig(data)) {
      rig.settings.put("REDIS_USERNAME", "feed");
      rig.settings.put("REDIS_PASSWORD", PASSWORD);
      rig.primary.command(user(rights()));
      assertThat(checked(rig)).contains("ok    primary", "run would work.");
      assertThat(denied(rig.primary)).isEmpty();
      List<String> commands = rights().stream().filter(right -> right.startsWith("+")).toList();
      for (String right : commands) {
        if (!FOR_CONNECTING.contains(right)) {
          rig.primary.command(user(rights().stream().filter(one -> !one.equals(right)).toList()));
          assertThat(new RedisChecks(rig.config(), new SystemClock()).rows().getFirst())
              .as(right)
              .matches(CheckRow::failed)
              .extracting(CheckRow::found)
              .asString()
              .containsIgnoringCase(right.substring(1));
        }
      }
    }
  }

  @Test
  @DisplayName(
      "that is the other store under another address stops the failover once; check refuses it")
  void sameServer() throws Exception {
    try (Rig rig = new Rig(data);
        FaultProxy another = FaultProxy.to(rig.primary.port())) {
      rig.settings.put("FAILOVER_REDIS_PORT", Integer.toString(another.port()));
      assertThat(checked(rig)).contains("FAIL  failover", "primary's server");

      rig.startAndSubscribe();
      rig.venue.burst(40);
      await()
          .atMost(StorePair.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
                assertThat(codes(rig)).contains("same_server");
              });
      for (int i = 0; i < 20; i++) {
        rig.venue.burst(10);
        await().atMost(StorePair.PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));
      }
      assertThat(rig.get("/redis/status").at("/stores/primary/state").asText()).isEqualTo("live");
      assertThat(rig.get("/redis/status").at("/stores/failover/state").asText())
          .isEqualTo("stopped");
      assertThat(rig.log.stream().filter(FeedEvent.StoreStopped.class::isInstance)).hasSize(1);
      assertThat(rig.log.stream().filter(FeedEvent.StoreDown.class::isInstance).count())
          .isLessThan(5);
      assertThat(rig.primary.command("HGET", "btc:feed", "active")).isEqualTo("primary");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("from which another program removed entries gets them again, with a warning")
  void entriesRemoved(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      stores.ill.command("XTRIM", "btc:ticks", "MAXLEN", "5");
      stores.recovered();
      List<Object> ticks = Rig.ticks(stores.ill);
      String middle = String.valueOf(((List<?>) ticks.get(ticks.size() / 2)).getFirst());
      stores.ill.command("XDEL", "btc:ticks", middle);
      stores.recovered();
      assertThat(stores.status().get("removed_entries").asLong()).isGreaterThan(30);
      assertThat(stores.status().get("missing_entries").asLong()).isZero();
      assertThat(stores.rig.log).anyMatch(FeedEvent.EntriesRemoved.class::isInstance);
    }
  }

  @Test
  @DisplayName("that refuses other keys is degraded; readers leave it if it refuses the price")
  void refusesSome() throws Exception {
    try (StorePair stores = new StorePair(Ill.PRIMARY, data).started()) {
      stores.ill.command("SET", "btc_movement_history", "somebody's");
      until(stores, () -> codes(stores.rig).contains("primary_refuses_some"));
      assertThat(stores.rig.get("/health").get("status").asText()).isEqualTo("degraded");
      assertThat(stores.rig.get("/redis/status").get("using_failover").asBoolean()).isFalse();
      assertThat(stores.rig.log).anyMatch(FeedEvent.StoreRefuses.class::isInstance);

      stores.ill.command("ACL", "SETUSER", "default", "-mset");
      until(stores, () -> codes(stores.rig).contains("using_failover"));
      assertThat(stores.ill.command("HGET", "btc:feed", "active")).isEqualTo("failover");

      stores.ill.command("ACL", "SETUSER", "default", "+mset");
      stores.ill.command("DEL", "btc_movement_history");
      until(stores, () -> !codes(stores.rig).contains("primary_refuses_some"));
      stores.recovered();
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void until(StorePair stores, Condition condition) {
    await()
        .atMost(StorePair.PATIENCE)
        .until(
            () -> {
              stores.rig.venue.burst(5);
              return condition.holds();
            });
  }

  private static List<String> codes(Rig rig) {
    List<String> codes = new ArrayList<>();
    for (JsonNode reason : rig.get("/health").get("reasons")) {
      codes.add(reason.get("code").asText());
    }
    return codes;
  }

  /** What a server denied its user; the client tries out EVAL when it connects. */
  private static List<String> denied(RedisProcess redis) {
    return redis.texts("ACL", "LOG").stream()
        .filter(entry -> !entry.contains("object, eval,"))
        .toList();
  }

  private static String[] user(List<String> rights) {
    return Stream.concat(
            Stream.of("ACL", "SETUSER", "feed", "reset", "on", ">" + PASSWORD), rights.stream())
        .toArray(String[]::new);
  }

  /** Of the line in README. */
  private static List<String> rights() throws IOException {
    Matcher line =
        Pattern.compile("(?m)^ACL SETUSER feed reset on >PASSWORD (.*)$")
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(line.find()).isTrue();
    return List.of(line.group(1).split(" "));
  }

  private static String checked(Rig rig) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Cli.run(List.of("check"), rig.environment(), new WiredVerbs(new SystemClock()), print, print);
    return out.toString(StandardCharsets.UTF_8);
  }
}
