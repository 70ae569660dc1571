package btcfeed.http.client;

import btcfeed.http.client.Overview.Budget;
import btcfeed.http.client.Overview.Journal;
import btcfeed.http.client.Overview.Reference;
import btcfeed.http.client.Overview.Store;
import btcfeed.http.client.Overview.Switch;
import btcfeed.http.client.Overview.Sync;
import btcfeed.http.client.Overview.Venue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an {@link Overview} out of the service's answers; what is missing there is empty here. */
final class OverviewReader {
  private OverviewReader() {}

  static Overview read(JsonNode health, JsonNode redis, JsonNode metrics, JsonNode prices) {
    List<String> reasons = new ArrayList<>();
    health
        .path("reasons")
        .forEach(reason -> reasons.add(text(reason, "code") + ": " + text(reason, "detail")));
    List<Reference> references = new ArrayList<>();
    prices.path("index").forEach(node -> references.add(reference(node)));
    List<Budget> budgets = new ArrayList<>();
    health
        .path("availability")
        .properties()
        .forEach(e -> budgets.add(budget(e.getKey(), e.getValue())));
    List<Venue> venues = new ArrayList<>();
    health.path("venues").properties().forEach(e -> venues.add(venue(e.getKey(), e.getValue())));
    List<Store> stores = new ArrayList<>();
    redis.path("stores").properties().forEach(e -> stores.add(store(e.getKey(), e.getValue())));
    List<Switch> switches = new ArrayList<>();
    redis.path("switches").forEach(node -> switches.add(change(node)));
    JsonNode wire = metrics.path("latency_ms").path("wire_to_journal");
    boolean priced = health.path("last_price").asDouble() > 0;
    return new Overview(
        text(health, "status"),
        List.copyOf(reasons),
        priced ? health.path("last_price").asText() : "",
        text(health, "last_symbol"),
        text(health, "last_venue"),
        number(health, "seconds_since_update"),
        List.copyOf(references),
        List.copyOf(budgets),
        text(health, "version"),
        health.path("uptime_seconds").asDouble(),
        health.path("using_failover").asBoolean(),
        metrics.path("total_messages_processed").asLong(),
        number(metrics, "avg_message_processing_time_ms"),
        number(wire, "p99"),
        metrics.path("success_rate").asDouble(),
        metrics.path("websocket_reconnections").asLong(),
        List.copyOf(venues),
        List.copyOf(stores),
        List.copyOf(switches),
        sync(redis.path("sync")),
        journal(health.path("journal")));
  }

  private static Reference reference(JsonNode node) {
    return new Reference(
        text(node, "symbol"),
        text(node, "state"),
        text(node, "price"),
        text(node, "confidence"),
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

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  private static Optional<Double> number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
  }
}
