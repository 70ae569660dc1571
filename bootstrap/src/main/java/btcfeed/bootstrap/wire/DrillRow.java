package btcfeed.bootstrap.wire;

import java.time.Duration;
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
    List<String> broken) {
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
  }

  /** Of a fault there was no time for. */
  static DrillRow notReached(DrillFault fault, Duration limit) {
    String why = "not reached within " + limit.toSeconds() + " s";
    return new DrillRow(fault, Optional.empty(), 0, 0, 0, 0, 0, 0, List.of(why));
  }

  boolean fine() {
    return broken.isEmpty();
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
              row.fine() ? "ok" : "BROKEN: " + String.join("; ", row.broken)));
    }
    return table.toString();
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
            + "\"broken\":[%s]}",
        fault.word(),
        switchMs.map(ms -> String.format(Locale.ROOT, "%.3f", ms)).orElse("null"),
        writeMs,
        pauseMs,
        equalMs,
        lost,
        twice,
        published,
        fine(),
        broken.stream()
            .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",")));
  }
}
