package btcfeed.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * One metric family under construction: a name, a sentence, and a row for each set of labels. One
 * thread.
 */
final class Family {
  private final Kind kind;
  private final String name;
  private final String help;
  private final List<Row> rows = new ArrayList<>();

  private enum Kind {
    COUNTER,
    GAUGE
  }

  private record Row(Labels labels, double value) {}

  private Family(Kind kind, String name, String help) {
    this.kind = kind;
    this.name = name;
    this.help = help;
  }

  /** Only grows; {@code _total} is added to its name. */
  static Family counter(String name, String help) {
    return new Family(Kind.COUNTER, name, help);
  }

  static Family gauge(String name, String help) {
    return new Family(Kind.GAUGE, name, help);
  }

  /** Adds a row; labels as name, value, name, value. */
  Family row(double value, String... labels) {
    rows.add(new Row(Labels.of(labels), value));
    return this;
  }

  /** Adds a count; exact up to 2^53, which is all the format can say. */
  Family row(long value, String... labels) {
    return row((double) value, labels);
  }

  /** Adds a row of 1 or 0. */
  Family row(boolean value, String... labels) {
    return row(value ? 1.0 : 0.0, labels);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  MetricSnapshot snapshot() {
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
