package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a service says of itself, as plain lines for a pipe or a mail. Pure. */
final class Snapshot {
  private final List<String> lines = new ArrayList<>();

  private Snapshot() {}

  static List<String> lines(Overview overview, String source) {
    Snapshot snapshot = new Snapshot();
    snapshot.all(overview, source);
    return List.copyOf(snapshot.lines);
  }

  private void all(Overview overview, String source) {
    line(String.format(Locale.ROOT, "BTC Live Feed %s at %s", overview.version(), source));
    line(
        String.format(
            Locale.ROOT,
            "%s, up %s, using %s",
            overview.status().toUpperCase(Locale.ROOT),
            NumberFormats.duration((long) overview.uptimeSeconds()),
            overview.usingFailover() ? "the FAILOVER store" : "the primary store"));
    overview.reasons().forEach(reason -> line(String.format(Locale.ROOT, "  ! %s", reason)));
    line("");
    overview.references().forEach(this::reference);
    line(
        String.format(
            Locale.ROOT,
            "%-11s %s",
            "last trade",
            overview.price().isEmpty()
                ? "none yet"
                : "%s %s at %s, %s s ago"
                    .formatted(
                        overview.symbol(),
                        overview.price(),
                        overview.venue(),
                        NumberFormats.seconds(overview.priceAgeSeconds()))));
    line("");
    stores(overview);
    line("");
    venues(overview.venues());
    line("");
    service(overview);
  }

  private void reference(Overview.Reference reference) {
    line(
        String.format(
            Locale.ROOT,
            "%-11s %s, %s",
            reference.symbol(),
            reference.price().isEmpty()
                ? "no price"
                : "%s of %s within %s"
                    .formatted(
                        reference.price(),
                        reference.venues() == 1 ? "1 venue" : reference.venues() + " venues",
                        reference.confidence()),
            reference.state()));
  }

  private void stores(Overview overview) {
    line(
        String.format(
            Locale.ROOT,
            "%-8s %-11s %-7s %10s %8s  %s",
            "store",
            "state",
            "readers",
            "lag ticks",
            "lag s",
            "where"));
    for (Overview.Store store : overview.stores()) {
      line(
          String.format(
              Locale.ROOT,
              "%-8s %-11s %-7s %10s %8.1f  %s",
              store.name(),
              store.state(),
              store.active() ? "here" : "",
              NumberFormats.number(store.lagTicks()),
              store.lagSeconds(),
              store.address() + " " + store.version()));
      if (!store.detail().isEmpty()) {
        line(String.format(Locale.ROOT, "  ! %s", store.detail()));
      }
    }
    Overview.Sync sync = overview.sync();
    if (sync.state().equals("running")) {
      line(
          String.format(
              Locale.ROOT,
              "%-11s %s, %s of %s, %s/s, %s s left",
              "catching up",
              sync.store(),
              NumberFormats.number(sync.done()),
              NumberFormats.number(sync.total()),
              NumberFormats.number((long) sync.rate()),
              NumberFormats.seconds(sync.eta())));
    }
    overview.switches().stream()
        .limit(3)
        .forEach(
            change ->
                line(
                    String.format(
                        Locale.ROOT,
                        "%-11s to the %s, %s, at %s, for %s",
                        "switched",
                        change.to(),
                        change.reason(),
                        change.at(),
                        NumberFormats.duration((long) change.seconds()))));
  }

  private void venues(List<Overview.Venue> venues) {
    line(
        String.format(
            Locale.ROOT,
            "%-17s %-12s %-6s %6s %11s %5s %7s %7s",
            "venue",
            "line",
            "price",
            "last s",
            "ticks",
            "gaps",
            "fetched",
            "refused"));
    for (Overview.Venue venue : venues) {
      line(
          String.format(
              Locale.ROOT,
              "%-17s %-12s %-6s %6s %11s %5d %7s %7s",
              venue.name(),
              venue.transport().equals("connected") ? venue.subscription() : venue.transport(),
              venue.price(),
              NumberFormats.seconds(venue.tickAgeSeconds()),
              NumberFormats.number(venue.ticks()),
              venue.gapsOpen(),
              NumberFormats.number(venue.backfilled()),
              NumberFormats.number(venue.refused())));
    }
  }

  private void service(Overview overview) {
    line(
        String.format(
            Locale.ROOT,
            "%-11s %s messages, mean %s, p99 %s",
            "processing",
            NumberFormats.number(overview.processed()),
            NumberFormats.millis(overview.processingMillis()),
            NumberFormats.millis(overview.p99Millis())));
    line(
        String.format(
            Locale.ROOT,
            "%-11s %s kept, %s reconnects",
            "writes",
            NumberFormats.percent(overview.successRate()),
            NumberFormats.number(overview.reconnections())));
    Overview.Journal journal = overview.journal();
    line(
        String.format(
            Locale.ROOT,
            "%-11s %s records, %s of %s%s%s",
            "journal",
            NumberFormats.number(journal.records()),
            NumberFormats.bytes(journal.bytes()),
            NumberFormats.bytes(journal.maxBytes()),
            journal.dropped() > 0 ? ", DROPPED " + NumberFormats.number(journal.dropped()) : "",
            journal.failure().isEmpty() ? "" : ", FAILING: " + journal.failure()));
    if (!overview.budgets().isEmpty()) {
      line(
          String.format(
              Locale.ROOT,
              "%-11s %s",
              "fresh",
              overview.budgets().stream()
                  .map(
                      budget ->
                          "%s %.3f %% (%.0f %% of the budget)"
                              .formatted(
                                  budget.period().replace('_', ' '),
                                  budget.percent(),
                                  budget.spent()))
                  .collect(Collectors.joining(", "))));
    }
  }

  private void line(String text) {
    lines.add(text.stripTrailing());
  }
}
