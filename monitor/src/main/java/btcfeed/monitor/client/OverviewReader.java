package btcfeed.monitor.client;

import btcfeed.monitor.client.Overview.Budget;
import btcfeed.monitor.client.Overview.Journal;
import btcfeed.monitor.client.Overview.Reference;
import btcfeed.monitor.client.Overview.Sink;
import btcfeed.monitor.client.Overview.Store;
import btcfeed.monitor.client.Overview.Switch;
import btcfeed.monitor.client.Overview.Sync;
import btcfeed.monitor.client.Overview.Venue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads an {@link Overview} from the service's answers. Missing values are empty. */
final class OverviewReader {
  private static final int LONGEST_TEXT = 400;
  private static final int LONGEST_NUMBER = 32;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private OverviewReader() {}

  /** Reads the document of all answers. */
  static Overview read(JsonNode all) {
    JsonNode health = all.path("health");
    JsonNode redis = all.path("redis");
    JsonNode metrics = all.path("metrics");
    JsonNode wire = metrics.path("latency_ms").path("wire_to_journal");
    boolean priced = health.path("last_price").asDouble() > 0;
    return new Overview(
        text(health, "status"),
        health.path("reasons").valueStream().map(OverviewReader::reason).toList(),
        priced ? decimal(health, "last_price") : "",
        text(health, "last_symbol"),
        text(health, "last_venue"),
        number(health, "seconds_since_update"),
        all.path("prices").path("index").valueStream().map(OverviewReader::reference).toList(),
        named(health.path("availability"), OverviewReader::budget),
        text(health, "version"),
        health.path("uptime_seconds").asDouble(),
        LeadershipReader.read(health),
        health.path("using_failover").asBoolean(),
        metrics.path("total_messages_processed").asLong(),
        number(metrics, "avg_message_processing_time_ms"),
        number(wire, "p99"),
        metrics.path("success_rate").asDouble(),
        metrics.path("websocket_reconnections").asLong(),
        named(health.path("venues"), OverviewReader::venue),
        named(redis.path("stores"), OverviewReader::store),
        named(health.path("sinks"), OverviewReader::sink),
        redis.path("switches").valueStream().map(OverviewReader::change).toList(),
        sync(redis.path("sync")),
        journal(health.path("journal")));
  }

  /** Reads the members of an object, each with its name. */
  private static <T> List<T> named(JsonNode object, BiFunction<String, JsonNode, T> reader) {
    return object.properties().stream()
        .map(member -> reader.apply(clean(member.getKey()), member.getValue()))
        .toList();
  }

  private static String reason(JsonNode node) {
    return text(node, "code") + ": " + text(node, "detail");
  }

  private static Reference reference(JsonNode node) {
    return new Reference(
        text(node, "symbol"),
        text(node, "state"),
        decimal(node, "price"),
        decimal(node, "confidence"),
        node.path("venues").size());
  }

  private static Budget budget(String period, JsonNode node) {
    return new Budget(
        period,
        node.path("availability").asDouble() * 100,
        node.path("budget_spent").asDouble() * 100);
  }

  private static Venue venue(String name, JsonNode node) {
    return new Venue(
        name,
        text(node, "transport"),
        text(node, "subscription"),
        text(node, "data"),
        text(node, "price"),
        number(node, "seconds_since_tick"),
        node.path("ticks").asLong(),
        node.path("duplicates").asLong(),
        node.path("backfilled").asLong(),
        node.path("gaps_open").asLong(),
        node.path("reconnects").asLong(),
        node.path("refused_total").asLong());
  }

  private static Store store(String name, JsonNode node) {
    return new Store(
        name,
        text(node, "state"),
        text(node, "detail"),
        node.path("active").asBoolean(),
        text(node, "address"),
        node.path("lag_ticks").asLong(),
        node.path("lag_seconds").asDouble(),
        text(node, "version"),
        text(node, "maxmemory_policy"),
        node.path("reconnects").asLong());
  }

  private static Sink sink(String name, JsonNode node) {
    return new Sink(
        name,
        text(node, "kind"),
        text(node, "state"),
        text(node, "detail"),
        text(node, "address"),
        node.path("lag_records").asLong(),
        node.path("lag_seconds").asDouble(),
        node.path("records").asLong(),
        node.path("lost").asLong());
  }

  private static Switch change(JsonNode node) {
    return new Switch(
        text(node, "at"), text(node, "to"), text(node, "reason"), node.path("seconds").asDouble());
  }

  private static Sync sync(JsonNode node) {
    return new Sync(
        text(node, "store"),
        text(node, "state"),
        node.path("done").asLong(),
        node.path("total").asLong(),
        node.path("rate").asDouble(),
        number(node, "eta_seconds"));
  }

  private static Journal journal(JsonNode node) {
    return new Journal(
        node.path("records").asLong(),
        node.path("bytes").asLong(),
        node.path("max_bytes").asLong(),
        node.path("dropped").asLong(),
        text(node, "failure"));
  }

  /** One line without control characters, because the answer can come from any program. */
  static String clean(String text) {
    String start = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    return UNPRINTABLE.matcher(start).replaceAll(" ");
  }

  static String text(JsonNode node, String name) {
    return clean(node.path(name).asText(""));
  }

  /** The digits of a number; an empty text without one. */
  private static String decimal(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      return "";
    }
    String digits = value.decimalValue().toPlainString();
    return digits.length() > LONGEST_NUMBER ? "" : digits;
  }

  private static Optional<Double> number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && Double.isFinite(value.asDouble())
        ? Optional.of(value.asDouble())
        : Optional.empty();
  }
}
