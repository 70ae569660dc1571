package btcfeed.rehearsal.drill;

import btcfeed.rehearsal.JsonReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one fault.
 *
 * @param broken the guarantees that broke, a sentence each
 * @param unfinished what is not known because the time was up, a sentence each
 */
record DrillRow(
    DrillFault fault, Times times, Counts counts, List<String> broken, List<String> unfinished) {
  /**
   * How long it took.
   *
   * @param switchMs until readers were sent to the failover store; empty where they need not be
   * @param writeMs until the failover store had the first tick after the fault
   * @param pauseMs the longest time without a tick for the failover store while the fault lasted
   * @param equalMs from the end of the fault until both stores were equal again
   */
  record Times(Optional<Double> switchMs, double writeMs, double pauseMs, double equalMs) {}

  /**
   * What became of the trades.
   *
   * @param lost trades missing from a store and not published as a gap
   * @param published trades the venue made while no line was connected, published as a gap
   * @param twice trades that are in a store more than once
   */
  record Counts(long lost, long published, long twice) {}

  private static final String HEAD =
      "  fault     switch ms 1st write ms  longest ms   equal ms   lost  twice published  \n";

  DrillRow {
    broken = List.copyOf(broken);
    unfinished = List.copyOf(unfinished);
  }

  /** The row of a fault that there was no time for. */
  static DrillRow notReached(DrillFault fault, Duration limit) {
    String why = "not reached within " + limit.toSeconds() + " s";
    Times none = new Times(Optional.empty(), 0, 0, 0);
    return new DrillRow(fault, none, new Counts(0, 0, 0), List.of(), List.of(why));
  }

  /** This row when the time was up during the fault: what is missing might still have come. */
  DrillRow cutShort(Duration limit) {
    List<String> open = new ArrayList<>(List.of("the " + limit.toSeconds() + " s were over"));
    open.addAll(broken);
    List<String> sure = counts.twice > 0 ? List.of(twiceText(counts.twice)) : List.of();
    return new DrillRow(fault, times, counts, sure, open);
  }

  static String twiceText(long twice) {
    return twice + " trades stand there twice";
  }

  /** True if the fault was rehearsed to its end and every guarantee was kept. */
  boolean fine() {
    return broken.isEmpty() && unfinished.isEmpty();
  }

  /** The result of all faults, in a sentence. */
  static String verdict(List<DrillRow> rows) {
    boolean kept = rows.stream().allMatch(row -> row.broken.isEmpty());
    boolean finished = rows.stream().allMatch(row -> row.unfinished.isEmpty());
    if (!kept) {
      return "Promises were broken: see the rows that say so.";
    }
    return finished
        ? "Every promise was kept."
        : "No promise was seen broken, but the time was up before all was rehearsed: see the rows"
            + " that say so, and rehearse these with --only.";
  }

  /** Rows for a person. */
  static String table(List<DrillRow> rows) {
    StringBuilder table = new StringBuilder(HEAD);
    for (DrillRow row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "  %-8s %10s %12.1f %11.1f %10.1f %6d %6d %9d  %s%n",
              row.fault.word(),
              row.times.switchMs.map(ms -> String.format(Locale.ROOT, "%.1f", ms)).orElse("-"),
              row.times.writeMs,
              row.times.pauseMs,
              row.times.equalMs,
              row.counts.lost,
              row.counts.twice,
              row.counts.published,
              row.found()));
    }
    return table.toString();
  }

  private String found() {
    if (!broken.isEmpty()) {
      return "BROKEN: " + String.join("; ", broken);
    }
    return unfinished.isEmpty() ? "ok" : "OUT OF TIME: " + String.join("; ", unfinished);
  }

  /** Rows for a program: one JSON document. */
  static String json(List<DrillRow> rows) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", rows.stream().allMatch(DrillRow::fine));
    report.put("faults", rows.stream().map(DrillRow::fields).toList());
    return JsonReport.of(report);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fault", fault.word());
    fields.put("switch_ms", times.switchMs.map(ms -> JsonReport.rounded(ms, 3)).orElse(null));
    fields.put("first_write_ms", JsonReport.rounded(times.writeMs, 3));
    fields.put("longest_pause_ms", JsonReport.rounded(times.pauseMs, 3));
    fields.put("equal_ms", JsonReport.rounded(times.equalMs, 3));
    fields.put("lost", counts.lost);
    fields.put("twice", counts.twice);
    fields.put("published", counts.published);
    fields.put("ok", fine());
    fields.put("broken", broken);
    fields.put("unfinished", unfinished);
    return fields;
  }
}
