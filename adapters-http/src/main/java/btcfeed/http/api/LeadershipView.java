package btcfeed.http.api;

import btcfeed.application.lead.LeadershipReport;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.store.InstanceReport;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lease, the instances and the leaders in JSON. */
final class LeadershipView {
  /** Leaders in a response. */
  static final int MAX_LEADERS = 10;

  private LeadershipView() {}

  static JsonObject lease(LeadershipReport leadership) {
    return new JsonObject()
        .with("seconds", Numbers.seconds(leadership.length()))
        .with("seconds_left", Numbers.seconds(leadership.left()));
  }

  static List<JsonObject> instances(LeadershipReport leadership) {
    return leadership.instances().stream().map(LeadershipView::instance).toList();
  }

  /** The newest first. */
  static List<JsonObject> leaders(LeadershipReport leadership) {
    return leadership.lineage().terms().reversed().stream()
        .limit(MAX_LEADERS)
        .map(LeadershipView::leader)
        .toList();
  }

  private static JsonObject instance(InstanceReport instance) {
    return new JsonObject()
        .with("instance", instance.instance())
        .with("role", instance.role().text())
        .with("in_sync", instance.inSync())
        .with("address", instance.address())
        .with("version", instance.version())
        .with("seconds_since_seen", Numbers.seconds(instance.age()));
  }

  private static JsonObject leader(Lineage.Term term) {
    return new JsonObject()
        .with("instance", term.instance())
        .with("epoch", term.epoch())
        .with("since", since(term.after()));
  }

  /** The time of the last record before the leader's; empty for the first leader. */
  private static Optional<String> since(JournalId after) {
    return after.ms() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(after.ms()).toString());
  }
}
