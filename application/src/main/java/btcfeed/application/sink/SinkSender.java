package btcfeed.application.sink;

import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent.SinkEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.sink.SinkState;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * Sends the journal to one sink while this instance leads. The sink's own cursor tells where to
 * continue, so a restart, a takeover and a lost answer are the same case.
 *
 * <p>A follower reads the cursor only, so that its journal keeps what the sink still lacks.
 */
public final class SinkSender implements Step {
  /** A longer part of a sink's history is not removed without an operator. */
  static final Duration LONGEST_REWIND = Duration.ofHours(1);

  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LOOK_AT_ROLE_NANOS = Duration.ofMillis(200).toNanos();
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long POSITION_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long STOPPED_NANOS = Duration.ofSeconds(30).toNanos();

  private final String name;
  private final String kind;
  private final String address;
  private final SinkPort sink;
  private final JournalPort journal;
  private final SinkLead lead;
  private final Clock clock;
  private final FeedLog log;
  private final DoubleSupplier random;
  private final SinkStats stats = new SinkStats();
  private Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
  private Optional<SinkReader> reader = Optional.empty();
  private OptionalLong claimed = OptionalLong.empty();
  private long dueNanos;
  private long flushedNanos;
  private long gatheringSinceNanos;
  private boolean gathering;

  /**
   * @param kind the name of its plugin
   * @param address without secrets
   * @param random uniform in [0, 1), for the waits before a retry
   */
  public SinkSender(
      String name,
      String kind,
      String address,
      SinkPort sink,
      JournalPort journal,
      SinkLead lead,
      Clock clock,
      FeedLog log,
      DoubleSupplier random) {
    this.name = name;
    this.kind = kind;
    this.address = address;
    this.sink = sink;
    this.journal = journal;
    this.lead = lead;
    this.clock = clock;
    this.log = log;
    this.random = random;
    this.dueNanos = clock.nanos();
  }

  public String name() {
    return name;
  }

  /** The last record that the sink has for good; the journal keeps those after it. Any thread. */
  public JournalId after() {
    return stats.after;
  }

  /** Any thread. */
  public SinkReport report() {
    JournalId at = stats.after;
    long missing = stats.remaining;
    // A call that does not return still lets the lag grow.
    boolean behind = !at.equals(JournalId.START) && journal.status().newest().isAfter(at);
    return new SinkReport(
        name,
        kind,
        address,
        stats.state,
        at,
        missing,
        Duration.ofMillis(behind ? Math.max(0, clock.wallUs() / 1_000 - at.ms()) : 0),
        stats.records.sum(),
        stats.batches.sum(),
        stats.failures.sum(),
        stats.lost.sum(),
        stats.rewinds.sum());
  }

  @Override
  public long step() {
    OptionalLong epoch = lead.epoch();
    long now = clock.nanos();
    if (!epoch.equals(claimed)) {
      leave();
      claimed = epoch;
      stats.state = epoch.isPresent() ? new SinkState.Away("") : new SinkState.Following();
      dueNanos = now;
    }
    if (now < dueNanos) {
      return Math.min(dueNanos - now, LOOK_AT_ROLE_NANOS);
    }
    if (epoch.isEmpty()) {
      return follow();
    }
    return stats.state instanceof SinkState.Writing
        ? send(reader.orElseThrow())
        : claim(epoch.getAsLong());
  }

  @Override
  public boolean idle() {
    return !(stats.state instanceof SinkState.Writing) || reader.orElseThrow().remaining() == 0;
  }

  /** Completes what the sink keeps in memory, and closes it. After the last step. */
  public void close() {
    if (stats.state instanceof SinkState.Writing) {
      flush(true);
    }
    leave();
    sink.close();
  }

  private long follow() {
    switch (sink.position()) {
      case Answer.At(SinkCursor cursor) -> at(cursor.after());
      case Answer.Failed _, Answer.Fenced _ -> stats.failures.increment();
    }
    return dueIn(POSITION_NANOS);
  }

  private long claim(long epoch) {
    return switch (sink.claim(epoch)) {
      case Answer.At(SinkCursor cursor) -> continueAfter(cursor);
      case Answer.Fenced(String detail) -> failed(detail);
      case Answer.Failed(String detail) -> failed(detail);
    };
  }

  private long continueAfter(SinkCursor cursor) {
    if (cursor.equals(SinkCursor.START)) {
      return begin(cursor);
    }
    Lineage ours = journal.lineage();
    JournalId common = ours.commonEnd(journal.status().newest(), cursor.lineage(), cursor.after());
    if (!cursor.after().isAfter(common)) {
      return begin(cursor);
    }
    if (cursor.after().ms() - common.ms() > LONGEST_REWIND.toMillis()) {
      return stop(common, cursor);
    }
    return switch (sink.rewind(new SinkCursor(common, ours.until(common)))) {
      case Answer.At(SinkCursor at) -> {
        stats.rewinds.increment();
        log.report(new SinkEvent.Rewound(name, common));
        yield begin(at);
      }
      case Answer.Fenced(String detail) -> failed(detail);
      case Answer.Failed(String detail) -> failed(detail);
    };
  }

  private long begin(SinkCursor cursor) {
    // The journal may have dropped records while the sink was away.
    reader.ifPresent(before -> before.skipLost(cursor.after()));
    leave();
    at(cursor.after());
    SinkReader opened = new SinkReader(journal, cursor.after(), sink.pace().records(), this::lost);
    reader = Optional.of(opened);
    stats.remaining = opened.remaining();
    stats.state = new SinkState.Writing();
    gathering = false;
    flushedNanos = clock.nanos();
    log.report(new SinkEvent.Up(name, stats.remaining));
    return 0;
  }

  private long stop(JournalId common, SinkCursor cursor) {
    String detail =
        common.equals(JournalId.START)
            ? "the sink has records of another feed, up to " + cursor.after()
            : "the sink has records up to %s, and the history of this feed differs after %s"
                .formatted(cursor.after(), common);
    SinkState.Stopped stopped = new SinkState.Stopped(detail);
    if (!stopped.equals(stats.state)) {
      log.report(new SinkEvent.Stopped(name, detail));
    }
    stats.state = stopped;
    return dueIn(STOPPED_NANOS);
  }

  private long send(SinkReader from) {
    long now = clock.nanos();
    stats.remaining = from.remaining();
    if (stats.remaining < sink.pace().records() && gathers(now, stats.remaining > 0)) {
      return LOOK_NANOS;
    }
    Optional<SinkBatch> batch = from.next(lead.stored());
    if (batch.isEmpty()) {
      return now - flushedNanos < FLUSH_NANOS ? LOOK_NANOS : flush(false);
    }
    if (!lead.epoch().equals(claimed)) {
      // Since the batch was read, the journal may have been cut.
      return 0;
    }
    gathering = false;
    return switch (sink.write(batch.get())) {
      case Answer.At(SinkCursor cursor) -> {
        stats.batches.increment();
        stats.records.add(batch.get().records().size());
        backoff = backoff.reset();
        at(cursor.after());
        stats.remaining = from.remaining();
        yield 0;
      }
      case Answer.Fenced(String detail) -> failed(detail);
      case Answer.Failed(String detail) -> failed(detail);
    };
  }

  /** True while records wait for others, so that a batch is larger. */
  private boolean gathers(long now, boolean any) {
    if (any && !gathering) {
      gathering = true;
      gatheringSinceNanos = now;
    }
    return gathering && now - gatheringSinceNanos < sink.pace().gather().toNanos();
  }

  private long flush(boolean atEnd) {
    flushedNanos = clock.nanos();
    return switch (sink.flush(atEnd)) {
      case Answer.At(SinkCursor cursor) -> {
        at(cursor.after());
        yield LOOK_NANOS;
      }
      case Answer.Fenced(String detail) -> failed(detail);
      case Answer.Failed(String detail) -> failed(detail);
    };
  }

  private void at(JournalId after) {
    stats.after = after;
  }

  private void lost(long records) {
    stats.lost.add(records);
    log.report(new SinkEvent.Lost(name, records));
  }

  private long failed(String detail) {
    stats.failures.increment();
    SinkState.Away away = new SinkState.Away(detail);
    if (!away.equals(stats.state)) {
      log.report(new SinkEvent.Down(name, detail));
    }
    stats.state = away;
    backoff = backoff.failed();
    long half = backoff.ceiling().toNanos() / 2;
    return dueIn(half + (long) (half * random.getAsDouble()));
  }

  private long dueIn(long nanos) {
    dueNanos = clock.nanos() + nanos;
    return Math.min(nanos, LOOK_AT_ROLE_NANOS);
  }

  private void leave() {
    reader.ifPresent(SinkReader::close);
    reader = Optional.empty();
  }
}
