package btcfeed.http;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The situations in which every response must have the same shape. */
final class Situations {
  private Situations() {}

  static Stream<Arguments> all() {
    return Stream.of(
            Named.of("before the first tick", SnapshotBuilder.beforeTheFirstTick()),
            Named.of("healthy", SnapshotBuilder.healthy()),
            Named.of("on the failover", SnapshotBuilder.failedOver()),
            Named.of("held on the failover by an operator", SnapshotBuilder.held()),
            Named.of("the primary catching up", catchingUp()),
            Named.of("both stores away", bothAway()),
            Named.of("stale", stale()),
            Named.of("draining", SnapshotBuilder.healthy().draining()),
            Named.of("no primary configured", SnapshotBuilder.healthy().withoutPrimary()),
            Named.of("a refused subscription", refused()),
            Named.of("a sink in every state", sinks()),
            Named.of("numbers that are none", absurd()))
        .map(Arguments::of);
  }

  static SnapshotBuilder bothAway() {
    return SnapshotBuilder.healthy()
        .price(Optional.of(Duration.ofSeconds(40)))
        .store(StoreBuilder.away(StoreName.PRIMARY, SwitchReason.UNANSWERED, "no answer in 500 ms"))
        .store(StoreBuilder.away(StoreName.FAILOVER, SwitchReason.REFUSED, "OOM command refused"));
  }

  static SnapshotBuilder stale() {
    return SnapshotBuilder.healthy()
        .price(Optional.of(Duration.ofSeconds(11)))
        .venue(
            VenueBuilder.streaming()
                .ages(Duration.ofSeconds(1), Duration.ofSeconds(11), Duration.ofSeconds(11)));
  }

  static SnapshotBuilder catchingUp() {
    return SnapshotBuilder.failedOver()
        .active(new ActiveStore.Returning(TestClock.START_NANOS, TestClock.START_NANOS))
        .store(StoreBuilder.catchingUp(StoreName.PRIMARY, 400, 1000));
  }

  static SnapshotBuilder sinks() {
    return SnapshotBuilder.healthy()
        .sinks(
            SinkReports.writing("kafka"),
            SinkReports.following("parquet"),
            SinkReports.away("postgres", "connection refused"),
            SinkReports.stopped("archive", "the sink has the records of another feed"));
  }

  private static SnapshotBuilder refused() {
    return SnapshotBuilder.healthy()
        .venue(
            VenueBuilder.subscribing().refusing("no such stream").refused(BadInput.MALFORMED, 3));
  }

  /** Values that only a broken component could report. */
  private static SnapshotBuilder absurd() {
    return SnapshotBuilder.healthy()
        .latency(
            Measure.Stage.PRIMARY_WRITE,
            new FeedSnapshot.Latency(
                0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 1e-300))
        .store(
            StoreBuilder.catchingUp(StoreName.PRIMARY, 1, Long.MAX_VALUE)
                .catchUp(
                    new StoreReport.CatchUp(
                        true, Long.MAX_VALUE - 1, Long.MAX_VALUE, Duration.ofNanos(1), false)))
        .sinks(SinkReports.overflowing("odd"))
        .journal(
            new JournalPort.Status(
                JournalId.START,
                JournalId.START,
                JournalId.START,
                0,
                0,
                0,
                0,
                0,
                JournalPort.Losses.NONE,
                ""));
  }
}
