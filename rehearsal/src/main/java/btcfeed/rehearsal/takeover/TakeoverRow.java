package btcfeed.rehearsal.takeover;

import btcfeed.rehearsal.JsonReport;
import btcfeed.rehearsal.audit.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one event.
 *
 * @param before the instance that led before
 * @param after the instance that leads after; empty if it is not exactly one
 * @param longestMs the longest time without a new tick in a store, until 2 s after the takeover
 * @param healedMs from the end of the event until one instance leads and all others are in sync
 * @param counts what the stores hold of all trades since the begin of the drill
 * @param broken what else broke, a sentence each
 */
record TakeoverRow(
    TakeoverEvent event,
    int before,
    Optional<Integer> after,
    double longestMs,
    double healedMs,
    Audit.Result counts,
    List<String> broken) {
  private static final String HEAD =
      "  event     leader  longest ms  usual ms  healed ms   missing published  twice  equal\n";

  TakeoverRow {
    List<String> all = new ArrayList<>(broken);
    all.addAll(counts.broken());
    if (counts.invented() > 0) {
      all.add(counts.invented() + " entries are no trades of the venue");
    }
    if (longestMs > TakeoverEvent.limit().toMillis()) {
      all.add("a store got nothing for more than " + seconds(TakeoverEvent.limit()));
    }
    broken = List.copyOf(all);
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }

  /** True if every promise was kept. */
  boolean fine() {
    return broken.isEmpty();
  }

  /** Rows for a person. */
  static String table(List<TakeoverRow> rows) {
    StringBuilder table = new StringBuilder(HEAD);
    for (TakeoverRow row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "  %-8s %7s %11.0f %9d %10.0f %9d %9d %6d %6s  %s%n",
              row.event.word(),
              row.before + " > " + row.after.map(Object::toString).orElse("-"),
              row.longestMs,
              row.event.usual().toMillis(),
              row.healedMs,
              row.counts.lost(),
              row.counts.published(),
              row.counts.twice(),
              row.counts.equal() ? "yes" : "no",
              row.found()));
    }
    return table.toString();
  }

  private String found() {
    if (!fine()) {
      return "BROKEN: " + String.join("; ", broken);
    }
    return longestMs > event.usual().toMillis() ? "ok, slower than usual" : "ok";
  }

  /** Rows for a program: one JSON document. */
  static String json(int instances, boolean fine, List<TakeoverRow> rows) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", fine);
    report.put("instances", instances);
    report.put("events", rows.stream().map(TakeoverRow::fields).toList());
    return JsonReport.of(report);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event.word());
    fields.put("leader_before", before);
    fields.put("leader_after", after.orElse(null));
    fields.put("longest_pause_ms", JsonReport.rounded(longestMs, 3));
    fields.put("usual_ms", event.usual().toMillis());
    fields.put("healed_ms", JsonReport.rounded(healedMs, 3));
    fields.put("lost", counts.lost());
    fields.put("published", counts.published());
    fields.put("twice", counts.twice());
    fields.put("equal", counts.equal());
    fields.put("ok", fine());
    fields.put("broken", broken);
    return fields;
  }
}
