package btcfeed.bootstrap.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a soak came to.
 *
 * @param seconds in which things went wrong
 * @param interrupted whether it was ended before its time
 * @param faults how often each kind came, by its word
 * @param fresh as seen from outside
 * @param ownPercent the service's own word on how often it had a fresh price
 * @param recoverySeconds from the last fault until all was well again
 */
record SoakReport(
    long seed,
    double seconds,
    boolean interrupted,
    long trades,
    Map<String, Integer> faults,
    Audit.Result audit,
    FreshnessProbe.Result fresh,
    double ownPercent,
    LeakDetector flatness,
    double recoverySeconds,
    List<String> broken) {
  /** Of the moments in which a store answers. */
  private static final double PROMISED_PERCENT = 99.99;

  /** Live heap may differ by what happens to wait in queues when it is looked at. */
  private static final double HEAP_GROWTH_MIB = 6;

  private static final double DIRECT_GROWTH_MIB = 4;
  private static final double THREAD_GROWTH = 4;
  private static final double DESCRIPTOR_GROWTH = 6;

  /** More is the same again. */
  private static final int MOST_SAID = 12;

  SoakReport {
    faults = new TreeMap<>(faults);
    List<String> all = new ArrayList<>(broken);
    all.addAll(audit.broken());
    if (audit.twice() > 0) {
      all.add(audit.twice() + " trades stand there twice");
    }
    if (audit.invented() > 0) {
      all.add(audit.invented() + " entries are of no trade that was made so");
    }
    if (fresh.looks() > 0 && fresh.percent() < PROMISED_PERCENT) {
      all.add(
          String.format(
              Locale.ROOT,
              "a fresh price was there in %.4f %% of the moments, %.2f %% are promised",
              fresh.percent(),
              PROMISED_PERCENT));
    }
    grew("live heap, MiB", flatness.heapMib(), HEAP_GROWTH_MIB, all);
    grew("direct buffers, MiB", flatness.directMib(), DIRECT_GROWTH_MIB, all);
    grew("threads", flatness.threads(), THREAD_GROWTH, all);
    grew("descriptors", flatness.descriptors(), DESCRIPTOR_GROWTH, all);
    broken = List.copyOf(all.subList(0, Math.min(all.size(), MOST_SAID)));
  }

  private static void grew(
      String what, LeakDetector.Trend trend, double most, List<String> broken) {
    if (trend.judged() && trend.growth() > most) {
      broken.add(
          String.format(
              Locale.ROOT,
              "%s: grew by %.1f, from %.1f to %.1f; at most %.0f is flat",
              what,
              trend.growth(),
              trend.first(),
              trend.last(),
              most));
    }
  }

  boolean fine() {
    return broken.isEmpty();
  }

  private int faultCount() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For a person. */
  String table() {
    StringBuilder table = new StringBuilder();
    row(
        table,
        "time",
        String.format(
            Locale.ROOT, "%.0f s%s, seed %d", seconds, interrupted ? " (ended early)" : "", seed));
    row(
        table,
        "faults",
        String.format(Locale.ROOT, "%,d, of %d kinds", faultCount(), faults.size()));
    row(table, "trades made", String.format(Locale.ROOT, "%,d", trades));
    row(
        table,
        "in both stores",
        String.format(
            Locale.ROOT, "%,d, %,d of them fetched afterwards", audit.ticks(), audit.backfilled()));
    row(
        table,
        "published as missing",
        String.format(
            Locale.ROOT,
            "%,d, which their venue does not give (%,d of %,d holes)",
            audit.published(),
            audit.unrepairable(),
            audit.holes()));
    row(table, "lost", String.format(Locale.ROOT, "%,d", audit.lost()));
    row(table, "twice", String.format(Locale.ROOT, "%,d", audit.twice()));
    row(table, "invented", String.format(Locale.ROOT, "%,d", audit.invented()));
    row(
        table,
        "fresh price",
        String.format(
            Locale.ROOT,
            "%.4f %% of %,d looks, the oldest %.0f ms (fresh: within %d s)",
            fresh.percent(),
            fresh.looks(),
            fresh.oldestMs(),
            FreshnessProbe.FRESH.toSeconds()));
    row(table, "", String.format(Locale.ROOT, "%.4f %% by the service's own count", ownPercent));
    row(
        table,
        "no store answered",
        String.format(Locale.ROOT, "%,d looks, not counted", fresh.unanswered()));
    row(table, "live heap", String.format(Locale.ROOT, "%s MiB", said(flatness.heapMib())));
    row(table, "direct buffers", String.format(Locale.ROOT, "%s MiB", said(flatness.directMib())));
    row(table, "threads", String.format(Locale.ROOT, "%s", said(flatness.threads())));
    row(table, "open files", String.format(Locale.ROOT, "%s", said(flatness.descriptors())));
    row(table, "well again after", String.format(Locale.ROOT, "%.1f s", recoverySeconds));
    return table.toString();
  }

  private static void row(StringBuilder table, String name, String value) {
    table
        .append(String.format(Locale.ROOT, "  %-22s", name))
        .append(value)
        .append(System.lineSeparator());
  }

  private static String said(LeakDetector.Trend trend) {
    return String.format(
        Locale.ROOT,
        "%.0f to %.0f%s",
        trend.first(),
        trend.last(),
        trend.judged()
            ? String.format(Locale.ROOT, ", slope %+.1f over the run", trend.growth())
            : " (too short to judge)");
  }

  /** For a program: one JSON document. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"ok\":%s,\"seed\":%d,\"seconds\":%.1f,\"interrupted\":%s,\"faults\":{%s},\"trades\":%d,"
            + "\"ticks\":%d,\"backfilled\":%d,\"published\":%d,\"lost\":%d,\"twice\":%d,"
            + "\"invented\":%d,\"holes\":%d,\"unrepairable\":%d,"
            + "\"fresh\":{\"percent\":%.4f,\"looks\":%d,\"unanswered\":%d,\"oldest_ms\":%.1f,"
            + "\"own_percent\":%.4f},"
            + "\"heap_mib\":%s,\"direct_mib\":%s,\"threads\":%s,\"descriptors\":%s,"
            + "\"recovery_seconds\":%.1f,\"broken\":[%s]}",
        fine(),
        seed,
        seconds,
        interrupted,
        faults.entrySet().stream()
            .map(fault -> quoted(fault.getKey()) + ":" + fault.getValue())
            .collect(Collectors.joining(",")),
        trades,
        audit.ticks(),
        audit.backfilled(),
        audit.published(),
        audit.lost(),
        audit.twice(),
        audit.invented(),
        audit.holes(),
        audit.unrepairable(),
        fresh.percent(),
        fresh.looks(),
        fresh.unanswered(),
        fresh.oldestMs(),
        ownPercent,
        json(flatness.heapMib()),
        json(flatness.directMib()),
        json(flatness.threads()),
        json(flatness.descriptors()),
        recoverySeconds,
        broken.stream().map(SoakReport::quoted).collect(Collectors.joining(",")));
  }

  private static String json(LeakDetector.Trend trend) {
    return String.format(
        Locale.ROOT,
        "{\"first\":%.2f,\"last\":%.2f,\"growth\":%.2f,\"judged\":%s}",
        trend.first(),
        trend.last(),
        trend.growth(),
        trend.judged());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
