package btcfeed.http.metrics;

import btcfeed.http.response.Numbers;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Metric families under construction. One thread. */
final class Families {
  private final List<Family> all = new ArrayList<>();

  /** A count that only grows; {@code _total} is added to its name. */
  Family counter(String name, String help) {
    return add(new Family(Kind.COUNTER, name, help, new ArrayList<>()));
  }

  Family gauge(String name, String help) {
    return add(new Family(Kind.GAUGE, name, help, new ArrayList<>()));
  }

  private Family add(Family family) {
    all.add(family);
    return family;
  }

  /** The families that have a row. */
  List<MetricSnapshot> snapshots() {
    return all.stream().filter(family -> !family.rows().isEmpty()).map(Family::snapshot).toList();
  }

  private enum Kind {
    COUNTER,
    GAUGE
  }

  private record Row(Labels labels, double value) {}

  /** One family: a name, a help text, and a row for each set of labels. */
  record Family(Kind kind, String name, String help, List<Row> rows) {
    /** Adds a row; labels as name, value, name, value. */
    Family row(double value, String... labels) {
      rows.add(new Row(Labels.of(labels), value));
      return this;
    }

    /** Adds a count, exact up to 2^53. */
    Family row(long value, String... labels) {
      return row((double) value, labels);
    }

    /** Adds 1 or 0. */
    Family row(boolean value, String... labels) {
      return row(value ? 1.0 : 0.0, labels);
    }

    /** Adds a duration in seconds. */
    Family row(Duration value, String... labels) {
      return row(Numbers.secondsDouble(value), labels);
    }

    /** Adds a duration in seconds if there is one. */
    Family row(Optional<Duration> value, String... labels) {
      value.ifPresent(duration -> row(duration, labels));
      return this;
    }

    private MetricSnapshot snapshot() {
      return switch (kind) {
        case COUNTER -> {
          CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
          for (Row row : rows) {
            counter.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(row.value())
                    .labels(row.labels())
                    .build());
          }
          yield counter.build();
        }
        case GAUGE -> {
          GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
          for (Row row : rows) {
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(row.value())
                    .labels(row.labels())
                    .build());
          }
          yield gauge.build();
        }
      };
    }
  }
}
