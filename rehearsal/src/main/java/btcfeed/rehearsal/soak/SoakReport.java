package btcfeed.rehearsal.soak;

import btcfeed.rehearsal.JsonReport;
import btcfeed.rehearsal.audit.Audit;
import btcfeed.rehearsal.soak.LeakDetector.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a soak.
 *
 * @param seconds during which faults were injected
 * @param interrupted true if it was ended before its time
 * @param faults how often each kind came, by its word
 * @param fresh the freshness of the price, measured from outside
 * @param ownPercent the share of time with a fresh price, by the service's own count
 * @param recoverySeconds from the last fault until all was healthy again
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
    LeakDetector leaks,
    double recoverySeconds,
    List<String> broken) {
  /** The share of moments with a fresh price, of those in which a store answers. */
  private static final double PROMISED_PERCENT = 99.99;

  /** The report prints no more broken guarantees. */
  private static final int MOST_PRINTED = 12;

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
    all.addAll(leaks.grown());
    broken = List.copyOf(all.subList(0, Math.min(all.size(), MOST_PRINTED)));
  }

  boolean fine() {
    return broken.isEmpty();
  }

  private int faultCount() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For a person. */
  String table() {
    return String.format(
        Locale.ROOT,
        """
          time                  %.0f s%s, seed %d
          faults                %,d, of %d kinds
          trades made           %,d
          in both stores        %,d, %,d of them fetched afterwards
          published as missing  %,d, which their venue does not give (%,d of %,d holes)
          lost                  %,d
          twice                 %,d
          invented              %,d
          fresh price           %.4f %% of %,d looks, the oldest %.0f ms (fresh: within %d s)
                                %.4f %% by the service's own count
          no store answered     %,d looks, not counted
          live heap             %s MiB
          direct buffers        %s MiB
          threads               %s
          open files            %s
          healthy again after   %.1f s
        """,
        seconds,
        interrupted ? " (ended early)" : "",
        seed,
        faultCount(),
        faults.size(),
        trades,
        audit.ticks(),
        audit.backfilled(),
        audit.published(),
        audit.unrepairable(),
        audit.holes(),
        audit.lost(),
        audit.twice(),
        audit.invented(),
        fresh.percent(),
        fresh.looks(),
        fresh.oldestMs(),
        FreshnessProbe.FRESH.toSeconds(),
        ownPercent,
        fresh.unanswered(),
        text(Resource.HEAP_MIB),
        text(Resource.DIRECT_MIB),
        text(Resource.THREADS),
        text(Resource.DESCRIPTORS),
        recoverySeconds);
  }

  private String text(Resource resource) {
    LeakDetector.Trend trend = leaks.trend(resource);
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
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", fine());
    report.put("seed", seed);
    report.put("seconds", JsonReport.rounded(seconds, 1));
    report.put("interrupted", interrupted);
    report.put("faults", faults);
    report.put("trades", trades);
    report.put("ticks", audit.ticks());
    report.put("backfilled", audit.backfilled());
    report.put("published", audit.published());
    report.put("lost", audit.lost());
    report.put("twice", audit.twice());
    report.put("invented", audit.invented());
    report.put("holes", audit.holes());
    report.put("unrepairable", audit.unrepairable());
    Map<String, Object> freshness = new LinkedHashMap<>();
    freshness.put("percent", JsonReport.rounded(fresh.percent(), 4));
    freshness.put("looks", fresh.looks());
    freshness.put("unanswered", fresh.unanswered());
    freshness.put("oldest_ms", JsonReport.rounded(fresh.oldestMs(), 1));
    freshness.put("own_percent", JsonReport.rounded(ownPercent, 4));
    report.put("fresh", freshness);
    for (Resource resource : Resource.values()) {
      report.put(resource.name().toLowerCase(Locale.ROOT), fields(leaks.trend(resource)));
    }
    report.put("recovery_seconds", JsonReport.rounded(recoverySeconds, 1));
    report.put("broken", broken);
    return JsonReport.of(report);
  }

  private static Map<String, Object> fields(LeakDetector.Trend trend) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("first", JsonReport.rounded(trend.first(), 2));
    fields.put("last", JsonReport.rounded(trend.last(), 2));
    fields.put("growth", JsonReport.rounded(trend.growth(), 2));
    fields.put("judged", trend.judged());
    return fields;
  }
}
