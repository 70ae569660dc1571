package btcfeed.monitor.client;

import static btcfeed.monitor.client.OverviewReader.text;

import btcfeed.monitor.client.Overview.Instance;
import btcfeed.monitor.client.Overview.Leadership;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads from {@code /health} which instances there are. Missing values are empty. */
final class LeadershipReader {
  /** Instances announce themselves every second. */
  private static final double SILENT_SECONDS = 3;

  private LeadershipReader() {}

  static Leadership read(JsonNode health) {
    String leader = text(health, "leader");
    List<JsonNode> leaders = health.path("leaders").valueStream().toList();
    // A leader that started again has several entries.
    List<JsonNode> own =
        leaders.stream().takeWhile(one -> text(one, "instance").equals(leader)).toList();
    return new Leadership(
        text(health, "instance"),
        text(health, "role"),
        health.path("in_sync").asBoolean(),
        leader,
        health.path("lease").path("seconds_left").asDouble(),
        own.isEmpty() ? "" : text(own.getLast(), "since"),
        own.isEmpty() || own.size() == leaders.size()
            ? ""
            : text(leaders.get(own.size()), "instance"),
        health.path("instances").valueStream().map(one -> instance(one, health, leader)).toList());
  }

  /** An announcement may be older than what the answer shows of the leader and of itself. */
  private static Instance instance(JsonNode one, JsonNode health, String leader) {
    String name = text(one, "instance");
    boolean own = name.equals(text(health, "instance"));
    double age = one.path("seconds_since_seen").asDouble();
    String announced = text(one, "role");
    return new Instance(
        name,
        name.equals(leader) ? "leader" : announced.equals("leader") ? "led before" : announced,
        !own && age > SILENT_SECONDS ? "silent" : state(own ? health : one),
        text(one, "address"),
        text(one, "version"),
        age);
  }

  private static String state(JsonNode node) {
    return node.path("in_sync").asBoolean() ? "in sync" : "behind";
  }
}
