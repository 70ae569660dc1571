package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.store.StoreName;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GET /health")
class HealthTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("has every field, with its type, in every situation")
  void shape(SnapshotBuilder situation) {
    Shapes.assertHealth(TestServer.parse(server.show(situation).get("/health").body()));
  }

  @Test
  @DisplayName("is 200 and healthy while a fresh price is in the store")
  void healthy() {
    JsonNode health = server.json("/health", 200);

    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(health.get("reasons")).isEmpty();
    assertThat(health.get("seconds_since_update").decimalValue()).isEqualByComparingTo("0.12");
    assertThat(health.get("uptime_seconds").decimalValue()).isEqualByComparingTo("83.25");
    assertThat(health.get("version").asText()).isEqualTo("3.0.0");
    assertThat(health.get("time").asText()).isEqualTo("2025-10-09T08:53:20.500Z");
    assertThat(health.get("last_symbol").asText()).isEqualTo("BTC-USDT");
    assertThat(health.get("last_venue").asText()).isEqualTo("binance");
  }

  @Test
  @DisplayName("names this instance, the leader, its lease, all instances, and who led before")
  void leadership() {
    JsonNode health = server.show(SnapshotBuilder.healthy().follower(true)).json("/health", 200);

    assertThat(health.get("instance").asText()).isEqualTo("instance-1");
    assertThat(health.get("role").asText()).isEqualTo("follower");
    assertThat(health.get("in_sync").asBoolean()).isTrue();
    assertThat(health.get("leader").asText()).isEqualTo("instance-1");
    assertThat(health.get("epoch").asLong()).isEqualTo(7);
    assertThat(health.get("lease").toString()).isEqualTo("{\"seconds\":2,\"seconds_left\":1.75}");
    assertThat(health.get("instances").get(1).toString())
        .isEqualTo(
            "{\"instance\":\"instance-2\",\"role\":\"follower\",\"in_sync\":false,"
                + "\"address\":\"two:8080\",\"version\":\"\",\"seconds_since_seen\":0.75}");
    assertThat(health.get("leaders").get(0).toString())
        .isEqualTo(
            "{\"instance\":\"instance-1\",\"epoch\":7,\"since\":\"2025-10-09T08:53:20.400Z\"}");
    assertThat(health.get("leaders").get(2).toString())
        .isEqualTo("{\"instance\":\"instance-0\",\"epoch\":0,\"since\":null}");
  }

  @Test
  @DisplayName("has the price with the digits the venue sent")
  void exactPrice() {
    server.show(SnapshotBuilder.healthy().newest("123456789012345.120"));

    assertThat(server.get("/health").body()).contains("\"last_price\":123456789012345.120,");
  }

  @Test
  @DisplayName("has price 0 and its own uptime as the age before the first tick, and is 503")
  void beforeTheFirst() {
    JsonNode health = server.show(SnapshotBuilder.beforeTheFirstTick()).json("/health", 503);

    assertThat(health.get("last_price").decimalValue()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(health.get("seconds_since_update")).isEqualTo(health.get("uptime_seconds"));
    assertThat(health.get("last_symbol").asText()).isEmpty();
    assertThat(health.at("/venues/binance/seconds_since_tick").isNull()).isTrue();
    assertThat(codes(health)).contains("no_price");
  }

  @Test
  @DisplayName("status: a stale price is unhealthy and 503, even with every connection up")
  void stalePrice() {
    JsonNode health = server.show(Situations.stale()).json("/health", 503);

    assertThat(health.get("status").asText()).isEqualTo("unhealthy");
    assertThat(health.get("seconds_since_update").decimalValue()).isEqualByComparingTo("11");
    assertThat(health.get("websocket_connected").asBoolean()).isTrue();
    assertThat(health.get("redis_connected").asBoolean()).isTrue();
    assertThat(health.at("/reasons/0/code").asText()).isEqualTo("stale_price");
    assertThat(health.at("/reasons/0/severity").asText()).isEqualTo("unhealthy");
    assertThat(health.at("/reasons/0/detail").asText()).contains("11.0 s");
  }

  @Test
  @DisplayName(
      "using_failover: turns true while the primary is away; the status is degraded and 200")
  void usingFailover() {
    JsonNode health = server.show(SnapshotBuilder.failedOver()).json("/health", 200);

    assertThat(health.get("status").asText()).isEqualTo("degraded");
    assertThat(health.get("using_failover").asBoolean()).isTrue();
    assertThat(health.get("redis_connected").asBoolean()).isTrue();
    assertThat(codes(health)).contains("using_failover", "primary_unreachable");
    assertThat(health.at("/stores/primary/state").asText()).isEqualTo("away");
    assertThat(health.at("/stores/primary/writable").asBoolean()).isFalse();
    assertThat(health.at("/stores/primary/active").asBoolean()).isFalse();
    assertThat(health.at("/stores/primary/detail").asText()).contains("10.0.0.9:6379");
    assertThat(health.at("/stores/failover/active").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("a lost line is a reason with its letter and age, here and in /metrics")
  void lineLost() {
    server.show(
        SnapshotBuilder.healthy().venue(VenueBuilder.streaming().lineLost(Duration.ofSeconds(75))));
    JsonNode health = server.json("/health", 200);

    assertThat(health.get("status").asText()).isEqualTo("degraded");
    assertThat(codes(health)).containsExactly("binance_line_lost");
    assertThat(health.at("/reasons/0/detail").asText()).contains("line b of binance", "75 s");
    assertThat(health.at("/venues/binance/lines/b/lost_seconds").asInt()).isEqualTo(75);
    assertThat(health.at("/venues/binance/lines/a/lost_seconds").isNull()).isTrue();
    assertThat(server.get("/metrics", "text/plain").body())
        .contains("btcfeed_line_lost_seconds{line=\"b\",venue=\"binance\"} 75.0\n")
        .contains("btcfeed_line_stalled_seconds{line=\"b\",venue=\"binance\"} 0.0\n");
  }

  @Test
  @DisplayName("a back-fill that falls behind is a reason with its numbers, here and in /metrics")
  void backfillBehind() {
    BackfillReport behind = new BackfillReport(7, Optional.of(Duration.ofMinutes(6)), 40, 38, 2);
    server.show(SnapshotBuilder.healthy().venue(VenueBuilder.streaming().backfill(behind)));
    JsonNode health = server.json("/health", 200);

    assertThat(health.get("status").asText()).isEqualTo("degraded");
    assertThat(codes(health)).containsExactly("binance_backfill_behind");
    JsonNode backfill = health.at("/venues/binance/backfill");
    Shapes.assertShape(backfill, Shapes.BACKFILL);
    assertThat(backfill.get("oldest_gap_seconds").asInt()).isEqualTo(360);
    assertThat(server.get("/metrics", "text/plain").body())
        .contains("btcfeed_backfill_open_gaps{venue=\"binance\"} 7.0\n")
        .contains("btcfeed_backfill_oldest_gap_seconds{venue=\"binance\"} 360.0\n")
        .contains("btcfeed_backfill_requests_total{venue=\"binance\"} 40.0\n")
        .contains("btcfeed_backfill_refusals_total{venue=\"binance\"} 38.0\n")
        .contains("btcfeed_backfill_rejected_rows_total{venue=\"binance\"} 2.0\n");
  }

  @Test
  @DisplayName("redis_connected: turns false when the active store accepts no writes")
  void redisAway() {
    JsonNode health = server.show(Situations.bothAway()).json("/health", 503);

    assertThat(health.get("redis_connected").asBoolean()).isFalse();
    assertThat(codes(health)).contains("no_store", "primary_unanswered", "failover_refused");
  }

  @Test
  @DisplayName("websocket_connected: turns false when no venue is connected")
  void websocketAway() {
    server.show(SnapshotBuilder.healthy().venue(VenueBuilder.waiting("connection refused")));

    JsonNode health = server.json("/health", 200);
    assertThat(health.get("websocket_connected").asBoolean()).isFalse();
    assertThat(health.at("/venues/binance/transport").asText()).isEqualTo("disconnected");
    assertThat(health.at("/venues/binance/subscription").asText()).isEqualTo("none");
    assertThat(health.at("/venues/binance/detail").asText()).isEqualTo("connection refused");
  }

  @Test
  @DisplayName("websocket_connected: stays true while one of two venues is connected")
  void oneVenueIsEnough() {
    server.show(
        SnapshotBuilder.healthy()
            .venue(VenueBuilder.opening())
            .alsoVenue(VenueBuilder.streaming().named("kraken")));

    JsonNode health = server.json("/health", 200);
    assertThat(health.get("websocket_connected").asBoolean()).isTrue();
    assertThat(health.at("/venues/binance/transport").asText()).isEqualTo("connecting");
    assertThat(health.at("/venues/kraken/transport").asText()).isEqualTo("connected");
  }

  @Test
  @DisplayName("venues: the four states are independent")
  void fourStates() {
    server.show(
        SnapshotBuilder.healthy()
            .venue(VenueBuilder.subscribing())
            .alsoVenue(VenueBuilder.streaming().named("refusing").refusing("unknown symbol"))
            .alsoVenue(
                VenueBuilder.streaming()
                    .named("repeating")
                    .ages(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(1)))
            .alsoVenue(
                VenueBuilder.streaming()
                    .named("quiet")
                    .ages(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1)))
            .alsoVenue(
                VenueBuilder.streaming()
                    .named("silent")
                    .ages(Duration.ZERO, Duration.ofMinutes(4), Duration.ofMinutes(4))));

    JsonNode venues = server.json("/health", 200).get("venues");
    assertThat(states(venues.get("binance"))).isEqualTo("connected pending none none");
    assertThat(states(venues.get("refusing"))).isEqualTo("connected refused flowing fresh");
    assertThat(states(venues.get("repeating"))).isEqualTo("connected confirmed flowing stale");
    assertThat(states(venues.get("quiet"))).isEqualTo("connected confirmed quiet stale");
    assertThat(states(venues.get("silent"))).isEqualTo("connected confirmed silent stale");
    assertThat(venues.at("/refusing/detail").asText()).isEqualTo("unknown symbol");
  }

  @Test
  @DisplayName("venues: rejected input is counted by reason")
  void refusedInput() {
    server.show(
        SnapshotBuilder.healthy()
            .venue(
                VenueBuilder.streaming()
                    .refused(BadInput.MALFORMED, 3)
                    .refused(BadInput.BAD_NUMBER, 4)));

    JsonNode venue = server.json("/health", 200).at("/venues/binance");
    assertThat(venue.get("refused_total").asLong()).isEqualTo(7);
    assertThat(venue.at("/refused/malformed").asLong()).isEqualTo(3);
    assertThat(venue.at("/refused/bad_number").asLong()).isEqualTo(4);
  }

  @Test
  @DisplayName("stores: lag, eviction and lost records degrade the status")
  void storeProblems() {
    server.show(
        SnapshotBuilder.healthy()
            .store(StoreBuilder.catchingUp(StoreName.PRIMARY, 400, 1000).policy("allkeys-lru"))
            .store(StoreBuilder.live(StoreName.FAILOVER).lost(12)));

    JsonNode health = server.json("/health", 200);
    assertThat(codes(health))
        .contains("primary_catching_up", "primary_evicts", "failover_lost_records");
    assertThat(health.at("/stores/primary/lag_ticks").asLong()).isEqualTo(600);
    assertThat(health.at("/stores/primary/lag_seconds").asLong()).isEqualTo(30);
    assertThat(health.at("/stores/primary/maxmemory_policy").asText()).isEqualTo("allkeys-lru");
    assertThat(health.at("/stores/failover/lost").asLong()).isEqualTo(12);
  }

  @Test
  @DisplayName("stores: a stopped one reports why and for how long")
  void stoppedStore() {
    server.show(
        SnapshotBuilder.healthy()
            .store(StoreBuilder.stopped(StoreName.FAILOVER, "a stranger wrote btc:ticks")));

    JsonNode store = server.json("/health", 200).at("/stores/failover");
    assertThat(store.get("state").asText()).isEqualTo("stopped");
    assertThat(store.get("state_seconds").asLong()).isEqualTo(60);
    assertThat(store.get("detail").asText()).isEqualTo("a stranger wrote btc:ticks");
  }

  @Test
  @DisplayName("stores: ages grow with the clock")
  void agesGrow() {
    server.clock.advance(Duration.ofSeconds(5));

    JsonNode store = server.json("/health", 200).at("/stores/primary");
    assertThat(store.get("newest_tick_seconds").decimalValue()).isEqualByComparingTo("5.12");
    assertThat(store.get("state_seconds").asLong()).isEqualTo(65);
  }

  @Test
  @DisplayName("journal: degrades the status when it cannot be written and when it dropped records")
  void journalProblems() {
    server.show(
        SnapshotBuilder.healthy().journal(SnapshotBuilder.journal(4_000_000, 25, "disk full")));

    JsonNode health = server.json("/health", 503);
    assertThat(codes(health)).contains("journal_failing", "journal_dropped");
    assertThat(health.at("/journal/writable").asBoolean()).isFalse();
    assertThat(health.at("/journal/failure").asText()).isEqualTo("disk full");
    assertThat(health.at("/journal/dropped").asLong()).isEqualTo(25);
    assertThat(health.at("/journal/used_percent").asLong()).isEqualTo(100);
  }

  @Test
  @DisplayName("draining: turns true once the service stops; the response is 503")
  void draining() {
    JsonNode health = server.show(SnapshotBuilder.healthy().draining()).json("/health", 503);

    assertThat(health.get("draining").asBoolean()).isTrue();
    assertThat(codes(health)).containsExactly("draining");
  }

  @Test
  @DisplayName("reports that no primary is configured")
  void noPrimary() {
    JsonNode health = server.show(SnapshotBuilder.healthy().withoutPrimary()).json("/health", 200);

    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(codes(health)).containsExactly("no_primary");
    assertThat(health.get("using_failover").asBoolean()).isTrue();
    assertThat(health.get("stores").has("primary")).isFalse();
  }

  @Test
  @DisplayName("is made from one snapshot, whatever the client accepts")
  void oneSnapshot() {
    assertThat(server.get("/health", "image/png").statusCode()).isEqualTo(200);
    assertThat(server.looks).hasValue(1);
  }

  @Test
  @DisplayName("/healthz returns the same")
  void healthz() {
    server.show(Situations.stale());

    assertThat(server.get("/healthz").statusCode()).isEqualTo(503);
    assertThat(server.get("/healthz").body()).isEqualTo(server.get("/health").body());
  }

  private static List<String> codes(JsonNode health) {
    return health.get("reasons").findValuesAsText("code");
  }

  private static String states(JsonNode venue) {
    return String.join(
        " ",
        venue.get("transport").asText(),
        venue.get("subscription").asText(),
        venue.get("data").asText(),
        venue.get("price").asText());
  }
}
