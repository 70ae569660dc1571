package btcfeed.http;

import static btcfeed.http.TestClock.START_NANOS;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.Optional;

/** Builds a store's report. */
final class StoreBuilder {
  private static final long MINUTE = 60_000_000_000L;

  private final StoreName name;
  private final StoreState state;
  private String address = "127.0.0.1:6379";
  private StoreFacts facts = new StoreFacts("f00d", "7.0.15", "master", "noeviction");
  private JournalId applied = new JournalId(1_760_000_000_400L, 2);
  private long lagRecords;
  private Duration lag = Duration.ZERO;
  private Optional<Long> newestTick = Optional.of(START_NANOS - 120_000_000L);
  private StoreReport.CatchUp catchUp = StoreReport.CatchUp.NONE;
  private long writes = 190;
  private long failures = 10;
  private long lost;

  private StoreBuilder(StoreName name, StoreState state) {
    this.name = name;
    this.state = state;
  }

  static StoreBuilder live(StoreName name) {
    return new StoreBuilder(name, new StoreState.Live(START_NANOS - MINUTE));
  }

  static StoreBuilder away(StoreName name, SwitchReason reason, String detail) {
    return new StoreBuilder(name, new StoreState.Away(START_NANOS - MINUTE, reason, detail))
        .lagging(17, Duration.ofMillis(3250));
  }

  static StoreBuilder stopped(StoreName name, String detail) {
    return new StoreBuilder(name, new StoreState.Stopped(START_NANOS - MINUTE, detail));
  }

  /** {@code done} of {@code total} records after 2 s. */
  static StoreBuilder catchingUp(StoreName name, long done, long total) {
    return new StoreBuilder(name, new StoreState.CatchingUp(START_NANOS - MINUTE, total))
        .lagging(total - done, Duration.ofSeconds(30))
        .catchUp(new StoreReport.CatchUp(true, done, total, Duration.ofSeconds(2), false));
  }

  /** Never reached, so without facts, records or counts. */
  StoreBuilder unknown() {
    facts = StoreFacts.UNKNOWN;
    applied = JournalId.START;
    newestTick = Optional.empty();
    writes = 0;
    failures = 0;
    return lagging(0, Duration.ZERO);
  }

  StoreBuilder at(String where) {
    address = where;
    return this;
  }

  StoreBuilder policy(String maxmemoryPolicy) {
    facts = new StoreFacts("f00d", "7.0.15", "master", maxmemoryPolicy);
    return this;
  }

  StoreBuilder lagging(long records, Duration age) {
    lagRecords = records;
    lag = age;
    return this;
  }

  StoreBuilder newestTick(Duration ago) {
    newestTick = Optional.of(START_NANOS - ago.toNanos());
    return this;
  }

  StoreBuilder catchUp(StoreReport.CatchUp sync) {
    catchUp = sync;
    return this;
  }

  StoreBuilder lost(long records) {
    lost = records;
    return this;
  }

  StoreReport build() {
    return new StoreReport(
        name,
        address,
        state,
        facts,
        applied,
        lagRecords,
        lag,
        newestTick,
        catchUp,
        writes,
        5000,
        failures,
        1,
        lost,
        StoreCondition.GOOD);
  }
}
