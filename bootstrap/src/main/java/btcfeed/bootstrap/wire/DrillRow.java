package btcfeed.bootstrap.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a fault did.
 *
 * @param switchMs until readers were sent to the failover store; empty where they need not be
 * @param writeMs until the failover store had the first tick after the fault
 * @param pauseMs the longest time in which the failover store got none while the fault lasted
 * @param equalMs until both stores were equal again, from the moment the fault was taken back
 * @param lost trades missing from a store and not published as a gap
 * @param published trades the venue sent to nobody because the connection was cut: a published gap
 * @param twice trades that stand in a store more than once
 * @param broken what was promised and not kept, a sentence each
 * @param unfinished what nobody knows, because the time for all of it was up
 */
record DrillRow(
    DrillFault fault,
    Optional<Double> switchMs,
    double writeMs,
    double pauseMs,
    double equalMs,
    long lost,
    long published,
    long twice,
    List<String> broken,
    List<String> unfinished) {
  private static final String HEAD =
      "  %-8s %10s %12s %11s %10s %6s %6s %9s  %s%n"
          .formatted(
              "fault",
              "switch ms",
              "1st write ms",
              "longest ms",
              "equal ms",
              "lost",
              "twice",
              "published",
              "");

  DrillRow {
    broken = List.copyOf(broken);
    unfinished = List.copyOf(unfinished);
  }

  /** Of a fault there was no time for. */
  static DrillRow notReached(DrillFault fault, Duration limit) {
    String why = "not reached within " + limit.toSeconds() + " s";
    return new DrillRow(fault, Optional.empty(), 0, 0, 0, 0, 0, 0, List.of(), List.of(why));
  }

  /**
   * The same, of a fault in whose middle the time was up: what is missing might still have come.
   */
  DrillRow cutShort(Duration limit) {
    List<String> open = new ArrayList<>(List.of("the " + limit.toSeconds() + " s were over"));
    open.addAll(broken);
    return new DrillRow(
        fault,
        switchMs,
        writeMs,
        pauseMs,
        equalMs,
        lost,
        published,
        twice,
        twice > 0 ? List.of(twiceText(twice)) : List.of(),
        open);
  }

  static String twiceText(long twice) {
    return twice + " trades stand there twice";
  }

  /** True if it was rehearsed to its end, and every promise was kept. */
  boolean fine() {
    return broken.isEmpty() && unfinished.isEmpty();
  }

  /** What came of all of them, in a sentence for a person. */
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
              row.switchMs.map(ms -> String.format(Locale.ROOT, "%.1f", ms)).orElse("-"),
              row.writeMs,
              row.pauseMs,
              row.equalMs,
              row.lost,
              row.twice,
              row.published,
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
    return rows.stream()
        .map(DrillRow::json)
        .collect(
            Collectors.joining(
                ",", "{\"ok\":" + rows.stream().allMatch(DrillRow::fine) + ",\"faults\":[", "]}"));
  }

  private String json() {
    return String.format(
        Locale.ROOT,
        "{\"fault\":\"%s\",\"switch_ms\":%s,\"first_write_ms\":%.3f,\"longest_pause_ms\":%.3f,"
            + "\"equal_ms\":%.3f,\"lost\":%d,\"twice\":%d,\"published\":%d,\"ok\":%s,"
            + "\"broken\":[%s],\"unfinished\":[%s]}",
        fault.word(),
        switchMs.map(ms -> String.format(Locale.ROOT, "%.3f", ms)).orElse("null"),
        writeMs,
        pauseMs,
        equalMs,
        lost,
        twice,
        published,
        fine(),
        strings(broken),
        strings(unfinished));
  }

  private static String strings(List<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(","));
  }
}
