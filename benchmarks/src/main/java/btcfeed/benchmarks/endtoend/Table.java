package btcfeed.benchmarks.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a table of medians: one row per figure, one column per system. */
final class Table {
  private final StringBuilder out = new StringBuilder();
  private final Results results;
  private final List<Subject> subjects;

  private Table(Results results) {
    this.results = results;
    subjects = results.subjects();
  }

  static String of(Results results) {
    Table table = new Table(results);
    table.head();
    for (Metric metric : Metric.ALL) {
      table.row(metric);
      if (metric.key().equals("trades_per_second")) {
        table.share(Subject.FULL, Optional.of(Metric.SHARE_OF_FULL));
        table.share(Subject.BARE, Optional.empty());
      }
    }
    return table.out.toString();
  }

  private void head() {
    title("");
    subjects.forEach(subject -> cell(subject.title()));
    out.append(subjects.contains(Subject.FEED) ? "  target for btc-feed" : "")
        .append(System.lineSeparator());
  }

  private void row(Metric metric) {
    title(metric.title());
    for (Subject subject : subjects) {
      cell(text(metric.format(), results.median(subject, metric.figure())));
    }
    if (subjects.contains(Subject.FEED)) {
      metric
          .target()
          .ifPresent(
              target ->
                  target(target, metric.format(), results.median(Subject.FEED, metric.figure())));
    }
    out.append(System.lineSeparator());
  }

  private void share(Subject yardstick, Optional<Metric.Target> target) {
    if (!subjects.contains(yardstick) || !subjects.contains(Subject.FEED)) {
      return;
    }
    title("  to the " + yardstick.title());
    double share = results.share(Subject.FEED, yardstick);
    for (Subject subject : subjects) {
      cell(subject == Subject.FEED ? text("%.2f", share) : "");
    }
    target.ifPresent(t -> target(t, "%.2f", share));
    out.append(System.lineSeparator());
  }

  private void target(Metric.Target target, String format, double value) {
    String bound =
        switch (target) {
          case Metric.Target.AtLeast(double limit) -> "at least " + text(format, limit);
          case Metric.Target.AtMost(double limit) -> "at most " + text(format, limit);
        };
    out.append("  ").append(bound).append(target.met(value) ? ": met" : ": missed");
  }

  private void title(String text) {
    out.append(String.format(Locale.ROOT, "%-28s", text));
  }

  private void cell(String text) {
    out.append(String.format(Locale.ROOT, "%12s", text));
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
