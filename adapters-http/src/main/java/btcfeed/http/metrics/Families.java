package btcfeed.http.metrics;

import btcfeed.http.response.Numbers;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metric families under construction. One thread. */
final class Families {
  private final Map<String, Family> byName = new LinkedHashMap<>();

  private enum Kind {
    COUNTER,
    GAUGE
  }

  private record Row(Labels labels, double value) {
    CounterSnapshot.CounterDataPointSnapshot count() {
      return CounterSnapshot.CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    GaugeSnapshot.GaugeDataPointSnapshot level() {
      return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
  }

  /** One family: a name, a help text, and a row for each set of labels. */
  record Family(Kind kind, MetricMetadata metadata, List<Row> rows) {
    /**
     * Adds a row.
     *
     * @param value a number (exact up to 2^53), a boolean (1 or 0), a {@code Duration} (in
     *     seconds), or an {@code Optional} of these; an empty one adds no row
     * @param labels as name, value, name, value
     */
    Family row(Object value, String... labels) {
      number(value).ifPresent(number -> rows.add(new Row(Labels.of(labels), number)));
      return this;
    }

    /** Adds a row with the label {@code state} for each of these, with 1 for the current one. */
    void states(List<String> all, String current, String... labels) {
      for (String state : all) {
        double holds = state.equals(current) ? 1 : 0;
        rows.add(new Row(Labels.of(labels).add("state", state), holds));
      }
    }

    private static Optional<Double> number(Object value) {
      return switch (value) {
        case Number number -> Optional.of(number.doubleValue());
        case Boolean holds -> Optional.of(holds ? 1.0 : 0.0);
        case Duration duration -> Optional.of(Numbers.secondsDouble(duration));
        case Optional<?> maybe -> maybe.flatMap(Family::number);
        default -> throw new IllegalArgumentException("not the value of a metric: " + value);
      };
    }

    private MetricSnapshot snapshot() {
      return switch (kind) {
        case COUNTER -> new CounterSnapshot(metadata, rows.stream().map(Row::count).toList());
        case GAUGE -> new GaugeSnapshot(metadata, rows.stream().map(Row::level).toList());
      };
    }
  }

  /** The family of a count that only grows; {@code _total} is added to its name. */
  Family counter(String name, String help) {
    return family(Kind.COUNTER, name, help);
  }

  Family gauge(String name, String help) {
    return family(Kind.GAUGE, name, help);
  }

  private Family family(Kind kind, String name, String help) {
    return byName.computeIfAbsent(
        name, _ -> new Family(kind, new MetricMetadata(name, help), new ArrayList<>()));
  }

  List<MetricSnapshot> snapshots() {
    return byName.values().stream().map(Family::snapshot).toList();
  }
}
