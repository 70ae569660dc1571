package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The shapes of the JSON responses: every field with its type. */
final class Shapes {
  static final Map<String, String> HEALTH =
      shape(
          "status string, reasons array, last_price number, last_symbol string, last_venue string,"
              + " seconds_since_update number, stale_after_seconds number, websocket_connected"
              + " boolean, redis_connected boolean, using_failover boolean, draining boolean,"
              + " uptime_seconds number, version string, instance string, epoch number, role"
              + " string, in_sync boolean, leader string, lease object, instances array, leaders"
              + " array, time string, venues object, stores object, sinks object, journal object,"
              + " availability object");

  static final Map<String, String> INSTANCE =
      shape(
          "instance string, role string, in_sync boolean, address string, version string,"
              + " seconds_since_seen number");

  static final Map<String, String> LEADER = shape("instance string, epoch number, since string?");

  static final Map<String, String> REASON = shape("code string, detail string, severity string");

  static final Map<String, String> VENUE =
      shape(
          "transport string, subscription string, data string, price string, line string, detail"
              + " string, seconds_since_heard number?, seconds_since_trade number?,"
              + " seconds_since_tick number?, patience_seconds number, messages number, trades"
              + " number, ticks number, duplicates number, backfilled number, gaps_open number,"
              + " gaps_seen number, reconnects number, refused_total number, refused object,"
              + " backfill object, lines object");

  static final Map<String, String> LINE =
      shape(
          "state string, messages number, trades number, won number, late_ms number?,"
              + " lost_seconds number?, cause string, stalled_seconds number?");

  static final Map<String, String> BACKFILL =
      shape(
          "open_gaps number, oldest_gap_seconds number?, requests number, refusals number,"
              + " rejected_rows number");

  static final Map<String, String> STORE =
      shape(
          "state string, state_seconds number, reason string, detail string, active boolean,"
              + " writable boolean, address string, lag_ticks number, lag_seconds number,"
              + " last_id string, newest_tick_seconds number?, run_id string, role string,"
              + " version string, maxmemory_policy string, writes number, records number,"
              + " failures number, reconnects number, lost number, refused number,"
              + " refuses string, waiting_mutations number, removed_entries number,"
              + " missing_entries number, sync object");

  static final Map<String, String> SINK =
      shape(
          "kind string, state string, detail string, address string, last_id string, lag_records"
              + " number, lag_seconds number, records number, batches number, failures number,"
              + " lost number, rewinds number");

  static final Map<String, String> SYNC =
      shape(
          "store string, state string, done number, total number, rate number,"
              + " eta_seconds number?, critical_done boolean");

  static final Map<String, String> JOURNAL =
      shape(
          "writable boolean, oldest_id string, newest_id string, synced_id string, records number,"
              + " bytes number, max_bytes number, used_percent number, segments number,"
              + " dropped number, failure string");

  static final Map<String, String> METRICS =
      shape(
          "total_messages_processed number, avg_message_processing_time_ms number,"
              + " successful_redis_operations number, failed_redis_operations number,"
              + " success_rate number, websocket_reconnections number, uptime_seconds number,"
              + " trades number, ticks number, duplicates number, queue object,"
              + " latency_ms object, venues object, stores object, sinks object, journal object,"
              + " jvm object, http object, stream object, limits object");

  static final Map<String, String> QUEUE = shape("depth number, limit number");

  static final Map<String, String> LATENCY =
      shape("count number, mean number, p50 number, p99 number, p999 number, max number");

  static final Map<String, String> JVM =
      shape(
          "heap_used_bytes number, heap_committed_bytes number, heap_max_bytes number,"
              + " non_heap_used_bytes number, direct_used_bytes number, threads number,"
              + " gc_collections number, gc_seconds number");

  static final Map<String, String> HTTP =
      shape(
          "fine number, client_errors number, server_errors number, replaced_connections number,"
              + " refused_connections number");

  static final Map<String, String> STREAM =
      shape("readers number, events number, dropped_readers number, refused_readers number");

  static final Map<String, String> LIMITS =
      shape(
          "stream_entries number, history_entries number, http_connections number,"
              + " http_connections_per_peer number,"
              + " http_concurrent_requests number, stream_readers number");

  static final Map<String, String> REDIS_STATUS =
      shape(
          "connected boolean, using_failover boolean, primary_available boolean, failover_available"
              + " boolean, last_failover_time number?, reconnection_attempts number,"
              + " failover_enabled boolean, sync_on_reconnect boolean, active string,"
              + " held_by_operator boolean, stores object, sync object, switches array");

  static final Map<String, String> SWITCH =
      shape(
          "time number, at string, to string, reason string, seconds number, primary_lag_ticks"
              + " number");

  static final Map<String, String> PRICE =
      shape(
          "venue string, symbol string, price number, quantity number, side string,"
              + " trade_id string, exchange_time string, receive_time string, age_seconds number,"
              + " freshness string, origin string");

  static final Map<String, String> REFERENCE =
      shape(
          "symbol string, state string, price number?, confidence number?, venues array,"
              + " refused object, time string");

  static final Map<String, String> PROBLEM =
      shape("type string, title string, status number, detail string");

  static final Map<String, String> MOVED =
      shape("done string, active string, held_by_operator boolean, detail string");

  static final Map<String, String> RECONNECTING =
      shape("done string, venue string, lines object, detail string");

  private Shapes() {}

  private static Map<String, String> shape(String fields) {
    Map<String, String> shape = new LinkedHashMap<>();
    for (String field : fields.split(", *")) {
      List<String> nameAndType = List.of(field.strip().split(" "));
      shape.put(nameAndType.get(0), nameAndType.get(1));
    }
    return shape;
  }

  /** Requires exactly these fields, each with its type; a type with a question mark may be null. */
  static void assertShape(JsonNode node, Map<String, String> shape) {
    assertThat(new TreeSet<>(names(node))).isEqualTo(new TreeSet<>(shape.keySet()));
    shape.forEach(
        (name, type) -> {
          String actual = typeOf(node.get(name));
          boolean nullable = type.endsWith("?") && actual.equals("null");
          assertThat(nullable ? type : actual)
              .as(name)
              .isEqualTo(type.replace("?", nullable ? "?" : ""));
        });
  }

  static void assertHealth(JsonNode health) {
    assertShape(health, HEALTH);
    health.get("reasons").forEach(reason -> assertShape(reason, REASON));
    health.get("instances").forEach(instance -> assertShape(instance, INSTANCE));
    health.get("leaders").forEach(leader -> assertShape(leader, LEADER));
    assertParts(health);
  }

  static void assertMetrics(JsonNode metrics) {
    assertShape(metrics, METRICS);
    assertShape(metrics.get("queue"), QUEUE);
    metrics.get("latency_ms").forEach(latency -> assertShape(latency, LATENCY));
    assertShape(metrics.get("jvm"), JVM);
    assertShape(metrics.get("http"), HTTP);
    assertShape(metrics.get("stream"), STREAM);
    assertShape(metrics.get("limits"), LIMITS);
    assertParts(metrics);
  }

  static void assertRedisStatus(JsonNode status) {
    assertShape(status, REDIS_STATUS);
    assertShape(status.get("sync"), SYNC);
    status.get("switches").forEach(change -> assertShape(change, SWITCH));
    assertStores(status);
  }

  private static void assertParts(JsonNode node) {
    node.get("venues")
        .forEach(
            venue -> {
              assertShape(venue, VENUE);
              venue.get("refused").forEach(count -> assertThat(count.isIntegralNumber()).isTrue());
            });
    assertStores(node);
    node.get("sinks").forEach(sink -> assertShape(sink, SINK));
    assertShape(node.get("journal"), JOURNAL);
  }

  private static void assertStores(JsonNode node) {
    node.get("stores")
        .forEach(
            store -> {
              assertShape(store, STORE);
              assertShape(store.get("sync"), SYNC);
            });
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> "number";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case OBJECT -> "object";
      case ARRAY -> "array";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> node.getNodeType().name();
    };
  }
}
