package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.StoreName;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("GET /metrics for Prometheus")
class PrometheusTest {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final String VALUE = "-?(?:[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(\\{" + LABEL + "(?:," + LABEL + ")*})? (" + VALUE + ")");
  private static final Pattern COMMENT =
      Pattern.compile(
          "# (?:HELP ("
              + NAME
              + ") .+|TYPE ("
              + NAME
              + ") (?:counter|gauge|summary|info|histogram)|UNIT .+|EOF)");

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("btcfeed.http.Situations#all")
  @DisplayName("every line is valid, every series occurs once, every value is a number")
  void grammar(SnapshotBuilder situation) {
    server.show(situation);

    assertThat(scrape("text/plain")).isNotEmpty();
    assertThat(scrape("application/openmetrics-text")).isNotEmpty();
  }

  @Test
  @DisplayName("declares its format and version in Content-Type")
  void contentTypes() {
    assertThat(type(server.get("/metrics", "text/plain")))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    HttpResponse<String> open = server.get("/metrics", "application/openmetrics-text");
    assertThat(type(open)).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  @DisplayName("follows Prometheus naming: base units, and _total for counters")
  void names() {
    Map<String, Double> series = scrape("text/plain");

    assertThat(series)
        .containsEntry("btcfeed_ticks_total{venue=\"binance\"}", 990.0)
        .containsEntry("btcfeed_store_lag_records{store=\"primary\"}", 0.0)
        .containsEntry("btcfeed_stage_seconds{stage=\"wire_to_journal\",quantile=\"0.99\"}", 9.0E-4)
        .containsEntry("btcfeed_build_info{commit=\"abc1234\",version=\"3.0.0\"}", 1.0)
        .containsEntry("btcfeed_price_age_seconds", 0.12)
        .containsEntry("btcfeed_last_price{symbol=\"BTC-USDT\",venue=\"binance\"}", 64000.1)
        .containsEntry("btcfeed_uptime_seconds", 83.25)
        .containsEntry("btcfeed_ingest_queue_depth", 3.0)
        .containsEntry("btcfeed_ingest_queue_limit", 1024.0)
        .containsEntry("btcfeed_journal_max_bytes", 4_000_000.0)
        .containsEntry("btcfeed_stream_max_entries", 1_000_000.0);
    assertThat(series.keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{"));
    assertThat(series.keySet()).anyMatch(name -> name.startsWith("process_files_open_files"));
  }

  @Test
  @DisplayName(
      "has histograms since the start: of each stage, and of each line's delay from the venue")
  void histograms() {
    Map<String, Double> series = scrape("text/plain");

    String stage = "{stage=\"wire_to_journal\"";
    assertThat(series)
        .containsEntry("btcfeed_stage_duration_seconds_bucket" + stage + ",le=\"1.0E-4\"}", 10.0)
        .containsEntry("btcfeed_stage_duration_seconds_bucket" + stage + ",le=\"10.0\"}", 10.0)
        .containsEntry("btcfeed_stage_duration_seconds_bucket" + stage + ",le=\"+Inf\"}", 11.0)
        .containsEntry("btcfeed_stage_duration_seconds_count" + stage + "}", 11.0)
        .containsEntry("btcfeed_stage_duration_seconds_sum" + stage + "}", 12.5)
        .containsEntry("btcfeed_exchange_delay_seconds_count{line=\"a\",venue=\"binance\"}", 11.0)
        .containsEntry("btcfeed_clock_offset_seconds{line=\"a\",venue=\"binance\"}", -0.0025);
  }

  @Test
  @DisplayName("reports the same status as /health")
  void healthStatus() {
    assertThat(health()).isEqualTo("healthy");
    server.show(SnapshotBuilder.failedOver());
    assertThat(health()).isEqualTo("degraded");
    server.show(Situations.stale());
    assertThat(health()).isEqualTo("unhealthy");
  }

  @Test
  @DisplayName("shows lag, state and failover of each store")
  void stores() {
    server.show(SnapshotBuilder.failedOver());

    assertThat(scrape("text/plain"))
        .containsEntry("btcfeed_store_lag_records{store=\"primary\"}", 17.0)
        .containsEntry("btcfeed_store_lag_seconds{store=\"primary\"}", 3.25)
        .containsEntry("btcfeed_store_state{state=\"away\",store=\"primary\"}", 1.0)
        .containsEntry("btcfeed_store_state{state=\"live\",store=\"primary\"}", 0.0)
        .containsEntry("btcfeed_store_active{store=\"failover\"}", 1.0)
        .containsEntry("btcfeed_store_active{store=\"primary\"}", 0.0);
  }

  @Test
  @DisplayName("shows state, lag and counts of each sink")
  void sinks() {
    server.show(Situations.sinks());

    Map<String, Double> series = scrape("text/plain");
    assertThat(series)
        .containsEntry("btcfeed_sink_lag_records{sink=\"kafka\"}", 17.0)
        .containsEntry("btcfeed_sink_lag_seconds{sink=\"kafka\"}", 3.25)
        .containsEntry("btcfeed_sink_records_total{sink=\"kafka\"}", 5_000.0)
        .containsEntry("btcfeed_sink_batches_total{sink=\"kafka\"}", 40.0)
        .containsEntry("btcfeed_sink_failures_total{sink=\"kafka\"}", 3.0)
        .containsEntry("btcfeed_sink_lost_records_total{sink=\"kafka\"}", 2.0)
        .containsEntry("btcfeed_sink_rewinds_total{sink=\"kafka\"}", 1.0)
        .containsEntry("btcfeed_sink_state{sink=\"kafka\",state=\"writing\"}", 1.0)
        .containsEntry("btcfeed_sink_state{sink=\"parquet\",state=\"following\"}", 1.0)
        .containsEntry("btcfeed_sink_state{sink=\"postgres\",state=\"away\"}", 1.0)
        .containsEntry("btcfeed_sink_state{sink=\"postgres\",state=\"writing\"}", 0.0)
        .containsEntry("btcfeed_sink_state{sink=\"archive\",state=\"stopped\"}", 1.0);
  }

  @Test
  @DisplayName("has rejected input for every reason, at 0 until the first")
  void refused() {
    server.show(
        SnapshotBuilder.healthy().venue(VenueBuilder.streaming().refused(BadInput.BAD_NUMBER, 4)));

    Map<String, Double> series = scrape("text/plain");
    for (BadInput reason : BadInput.values()) {
      assertThat(series)
          .containsEntry(
              "btcfeed_refused_total{reason=\"" + reason.text() + "\",venue=\"binance\"}",
              reason == BadInput.BAD_NUMBER ? 4.0 : 0.0);
    }
  }

  @Test
  @DisplayName("omits an age or a price that does not exist yet")
  void absent() {
    server.show(SnapshotBuilder.beforeTheFirstTick());

    assertThat(scrape("text/plain").keySet())
        .noneMatch(name -> name.startsWith("btcfeed_price_age_seconds"))
        .noneMatch(name -> name.startsWith("btcfeed_last_price"))
        .noneMatch(name -> name.startsWith("btcfeed_venue_age_seconds"))
        .noneMatch(name -> name.startsWith("btcfeed_stage_seconds"))
        .noneMatch(name -> name.startsWith("btcfeed_store_newest_tick_age_seconds"));
  }

  @Test
  @DisplayName("is made from one snapshot")
  void oneSnapshot() {
    server.get("/metrics", "text/plain");
    assertThat(server.looks).hasValue(1);
    server.get("/metrics", "application/openmetrics-text");
    assertThat(server.looks).hasValue(2);
  }

  @Test
  @DisplayName("follows a sync")
  void sync() {
    server.show(
        SnapshotBuilder.healthy().store(StoreBuilder.catchingUp(StoreName.PRIMARY, 400, 1000)));

    assertThat(scrape("text/plain"))
        .containsEntry("btcfeed_store_sync_done_records{store=\"primary\"}", 400.0)
        .containsEntry("btcfeed_store_sync_total_records{store=\"primary\"}", 1000.0);
  }

  @Test
  @DisplayName("has the stages' quantiles in seconds")
  void quantiles() {
    server.show(
        SnapshotBuilder.healthy()
            .latency(
                Measure.Stage.FAILOVER_WRITE,
                new FeedSnapshot.Latency(5, 1, 250, 500, 1000, 2000)));

    String stage = "btcfeed_stage_seconds{stage=\"failover_write\",quantile=";
    assertThat(scrape("text/plain"))
        .containsEntry(stage + "\"0.5\"}", 0.25)
        .containsEntry(stage + "\"0.99\"}", 0.5)
        .containsEntry(stage + "\"0.999\"}", 1.0)
        .containsEntry(stage + "\"1.0\"}", 2.0);
  }

  private String health() {
    return scrape("text/plain").entrySet().stream()
        .filter(e -> e.getKey().startsWith("btcfeed_health{") && e.getValue() == 1.0)
        .map(e -> e.getKey().replaceAll(".*\"(.*)\".*", "$1"))
        .reduce((a, b) -> a + " and " + b)
        .orElse("none");
  }

  /** Parses a scrape strictly: every series once, HELP and TYPE once per family. */
  private Map<String, Double> scrape(String accept) {
    HttpResponse<String> response = server.get("/metrics", accept);
    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Double> series = new LinkedHashMap<>();
    Set<String> comments = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String line : response.body().split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (line.startsWith("#")) {
        if (!COMMENT.matcher(line).matches()) {
          wrong.add(line);
        }
        String start = line.replaceAll("^(# [A-Z]+ [^ ]+) .*", "$1");
        assertThat(comments.add(start)).as("twice: " + start).isTrue();
      } else if (sample.matches()) {
        String name = line.substring(0, line.lastIndexOf(' '));
        assertThat(series.put(name, Double.valueOf(sample.group(3)))).as("twice: " + name).isNull();
      } else {
        wrong.add(line);
      }
    }
    assertThat(wrong).isEmpty();
    return series;
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }
}
