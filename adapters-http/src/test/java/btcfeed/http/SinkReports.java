package btcfeed.http;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.sink.SinkState;
import java.time.Duration;

/** Reports of sinks in each state. */
final class SinkReports {
  private static final JournalId LAST = new JournalId(1_760_000_000_390L, 1);

  private SinkReports() {}

  static SinkReport writing(String name) {
    return new SinkReport(
        name,
        "kafka",
        "kafka://broker:9092/btc",
        new SinkState.Writing(),
        LAST,
        17,
        Duration.ofMillis(3250),
        5_000,
        40,
        3,
        2,
        1);
  }

  static SinkReport following(String name) {
    return idle(name, new SinkState.Following());
  }

  static SinkReport away(String name, String detail) {
    return idle(name, new SinkState.Away(detail));
  }

  static SinkReport stopped(String name, String detail) {
    return idle(name, new SinkState.Stopped(detail));
  }

  /** At another address. */
  static SinkReport at(String address, SinkReport sink) {
    return new SinkReport(
        sink.name(),
        sink.kind(),
        address,
        sink.state(),
        sink.after(),
        sink.lagRecords(),
        sink.lag(),
        sink.records(),
        sink.batches(),
        sink.failures(),
        sink.lost(),
        sink.rewinds());
  }

  /** The largest counts that there can be. */
  static SinkReport overflowing(String name) {
    long most = Long.MAX_VALUE;
    return new SinkReport(
        name,
        name,
        "",
        new SinkState.Writing(),
        JournalId.START,
        most,
        Duration.ofNanos(most),
        most,
        most,
        most,
        most,
        most);
  }

  private static SinkReport idle(String name, SinkState state) {
    return new SinkReport(
        name, "memory", "memory://here", state, JournalId.START, 0, Duration.ZERO, 0, 0, 0, 0, 0);
  }
}
