package btcfeed.monitor;

import static btcfeed.monitor.NumberFormats.number;
import static btcfeed.monitor.NumberFormats.seconds;

import btcfeed.monitor.client.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of a service as plain lines, for a pipe or a mail. Pure. */
final class Snapshot {
  private static final String STORES = "%-8s %-11s %-7s %10s %8s  %s";
  private static final String SINKS = "%-15s %-10s %11s %8s %13s %7s  %s";
  private static final String INSTANCES = "%-36s %-10s %-7s %8s  %s";
  private static final String VENUES = "%-17s %-12s %-6s %6s %11s %5s %7s %7s";

  private final List<String> lines = new ArrayList<>();

  private Snapshot() {}

  static List<String> lines(Overview overview, String source) {
    Snapshot snapshot = new Snapshot();
    snapshot.head(overview, source);
    snapshot.prices(overview);
    snapshot.stores(overview);
    snapshot.sinks(overview.sinks());
    snapshot.instances(overview.leadership());
    snapshot.venues(overview.venues());
    snapshot.service(overview);
    return List.copyOf(snapshot.lines);
  }

  private void head(Overview overview, String source) {
    line("BTC Live Feed " + overview.version() + " at " + source);
    line(
        overview.status().toUpperCase(Locale.ROOT)
            + ", up "
            + NumberFormats.duration((long) overview.uptimeSeconds())
            + ", using "
            + (overview.usingFailover() ? "the FAILOVER store" : "the primary store"));
    Overview.Leadership leadership = overview.leadership();
    if (!leadership.role().isEmpty()) {
      line("instance " + leadership.instance() + ", " + NumberFormats.role(leadership));
    }
    overview.reasons().forEach(reason -> line("  ! " + reason));
    line("");
  }

  private void prices(Overview overview) {
    for (Overview.Reference reference : overview.references()) {
      String venues = reference.venues() == 1 ? "1 venue" : reference.venues() + " venues";
      String price =
          reference.price().isEmpty()
              ? "no price"
              : reference.price() + " of " + venues + " within " + reference.confidence();
      labelled(reference.symbol(), price + ", " + reference.state());
    }
    labelled("last trade", overview.price().isEmpty() ? "none yet" : overview.lastTrade());
    line("");
  }

  private void stores(Overview overview) {
    line(STORES.formatted("store", "state", "readers", "lag ticks", "lag s", "where"));
    for (Overview.Store store : overview.stores()) {
      line(
          STORES.formatted(
              store.name(),
              store.state(),
              store.active() ? "here" : "",
              number(store.lagTicks()),
              NumberFormats.decimal(store.lagSeconds()),
              store.address() + " " + store.version()));
      if (!store.detail().isEmpty()) {
        line("  ! " + store.detail());
      }
    }
    Overview.Sync sync = overview.sync();
    if (sync.running()) {
      labelled(
          "catching up",
          "%s, %s of %s, %s/s, %s s left"
              .formatted(
                  sync.store(),
                  number(sync.done()),
                  number(sync.total()),
                  number((long) sync.rate()),
                  seconds(sync.eta())));
    }
    for (Overview.Switch change : overview.switches().stream().limit(3).toList()) {
      String lasted = NumberFormats.duration((long) change.seconds());
      labelled(
          "switched",
          "to the %s, %s, at %s, for %s"
              .formatted(change.to(), change.reason(), change.at(), lasted));
    }
    line("");
  }

  private void sinks(List<Overview.Sink> sinks) {
    if (sinks.isEmpty()) {
      return;
    }
    line(SINKS.formatted("sink", "state", "lag records", "lag s", "records", "lost", "where"));
    for (Overview.Sink sink : sinks) {
      line(
          SINKS.formatted(
              sink.name(),
              sink.state(),
              number(sink.lagRecords()),
              NumberFormats.decimal(sink.lagSeconds()),
              number(sink.records()),
              number(sink.lost()),
              sink.kind() + " " + sink.address()));
      if (!sink.detail().isEmpty()) {
        line("  ! " + sink.detail());
      }
    }
    line("");
  }

  /** One instance alone is in the head. */
  private void instances(Overview.Leadership leadership) {
    if (!leadership.several()) {
      return;
    }
    line(INSTANCES.formatted("instance", "role", "journal", "seen s", "where"));
    for (Overview.Instance one : leadership.instances()) {
      line(
          INSTANCES.formatted(
              one.name(),
              one.role(),
              one.state(),
              NumberFormats.decimal(one.age()),
              one.address() + " " + one.version()));
    }
    if (!leadership.leader().isEmpty()) {
      line(NumberFormats.leader(leadership));
    }
    line("");
  }

  private void venues(List<Overview.Venue> venues) {
    line(
        VENUES.formatted(
            "venue", "line", "price", "last s", "ticks", "gaps", "fetched", "refused"));
    for (Overview.Venue venue : venues) {
      line(
          VENUES.formatted(
              venue.name(),
              venue.lineState(),
              venue.price(),
              seconds(venue.tickAgeSeconds()),
              number(venue.ticks()),
              venue.gapsOpen(),
              number(venue.backfilled()),
              number(venue.refused())));
    }
    line("");
  }

  private void service(Overview overview) {
    Overview.Journal journal = overview.journal();
    labelled(
        "processing",
        number(overview.processed()) + " messages, " + NumberFormats.processing(overview));
    labelled(
        "writes",
        "%s kept, %s reconnects"
            .formatted(
                NumberFormats.percent(overview.successRate()), number(overview.reconnections())));
    labelled(
        "journal",
        "%s records, %s of %s"
                .formatted(
                    number(journal.records()),
                    NumberFormats.bytes(journal.bytes()),
                    NumberFormats.bytes(journal.maxBytes()))
            + (journal.dropped() > 0 ? ", DROPPED " + number(journal.dropped()) : "")
            + (journal.failure().isEmpty() ? "" : ", FAILING: " + journal.failure()));
    if (!overview.budgets().isEmpty()) {
      labelled(
          "fresh",
          overview.budgets().stream().map(Snapshot::budget).collect(Collectors.joining(", ")));
    }
  }

  private static String budget(Overview.Budget budget) {
    return String.format(
        Locale.ROOT, "%s (%.0f %% of the budget)", NumberFormats.fresh(budget), budget.spent());
  }

  private void labelled(String label, String text) {
    line("%-11s %s".formatted(label, text));
  }

  private void line(String text) {
    lines.add(text.stripTrailing());
  }
}
