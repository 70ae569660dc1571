package btcfeed.benchmarks.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as JSON: figures of each round, medians, shares. */
final class SystemJson {
  private SystemJson() {}

  static String of(EndToEndOptions options, Machine machine, Results results) {
    String facts =
        machine.facts().entrySet().stream()
            .map(fact -> text(fact.getKey()) + ":" + text(fact.getValue()))
            .collect(Collectors.joining(","));
    String systems =
        results.subjects().stream()
            .map(subject -> text(subject.word()) + ":" + system(results, subject))
            .collect(Collectors.joining(",\n  "));
    return "{\"machine\":{%s},\n \"rounds\":%d,\n \"systems\":{\n  %s},\n \"shares\":{%s}}\n"
        .formatted(facts, options.rounds(), systems, shares(results));
  }

  private static String system(Results results, Subject subject) {
    String medians =
        Metric.ALL.stream()
            .map(metric -> pair(metric, results.median(subject, metric.figure())))
            .collect(Collectors.joining(","));
    String rounds =
        results.of(subject).stream()
            .map(
                figures ->
                    Metric.ALL.stream()
                        .map(metric -> pair(metric, metric.figure().applyAsDouble(figures)))
                        .collect(Collectors.joining(",", "{", "}")))
            .collect(Collectors.joining(",\n    "));
    return "{\"median\":{%s},\n   \"rounds\":[\n    %s]}".formatted(medians, rounds);
  }

  private static String shares(Results results) {
    return List.of(Subject.FULL, Subject.BARE).stream()
        .filter(yardstick -> !Double.isNaN(results.share(Subject.FEED, yardstick)))
        .map(
            yardstick ->
                text("feed_to_" + yardstick.word())
                    + ":"
                    + number(results.share(Subject.FEED, yardstick)))
        .collect(Collectors.joining(","));
  }

  private static String pair(Metric metric, double value) {
    return text(metric.key()) + ":" + number(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
