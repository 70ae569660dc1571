package btcfeed.application.ingest;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The sequences and the journal that they are written to: accepts trades while this instance leads,
 * and copies records while it follows. One thread at a time; {@link #newest} and {@link
 * #continueAfter} are for any thread.
 */
final class TickJournal {
  static final GapListener NO_LISTENER = (_, _) -> {};

  private static final int READ_RECORDS = 2_048;
  private static final int READ_BYTES = 1024 * 1024;

  private final JournalPort journal;
  private final Clock clock;
  private final FeedLog log;
  private final Supplier<TradeSequencing> freshSequencing;
  private final JournalAppender appender;
  private final NewestTicks newest;
  private final List<Entry> pending = new ArrayList<>();
  private TradeSequencing sequencing;
  private GapListener gaps = NO_LISTENER;
  private boolean leading;
  private JournalId lastId = JournalId.START;

  /** When the last message with a new trade arrived on a line. */
  private long liveNanos;

  private volatile JournalId minimum = JournalId.START;

  TickJournal(
      JournalPort journal,
      Clock clock,
      FeedLog log,
      Function<Venue, VenueStats> stats,
      Function<Venue, Continuity> continuity) {
    this.journal = journal;
    this.clock = clock;
    this.log = log;
    this.newest = new NewestTicks(clock);
    this.appender = new JournalAppender(journal, clock, log);
    this.freshSequencing = () -> new TradeSequencing(log, stats, continuity, event -> add(event));
    this.sequencing = freshSequencing.get();
  }

  void onGapChange(GapListener listener) {
    gaps = listener;
    sequencing.onGapChange(listener);
  }

  NewestTicks newest() {
    return newest;
  }

  /** Ids from now on are after {@code id}. */
  synchronized void continueAfter(JournalId id) {
    if (id.isAfter(minimum)) {
      minimum = id;
    }
  }

  /** Restores the sequences from the journal; searches for no gap until {@link #lead}. */
  void recover() {
    leading = false;
    gaps.cleared();
    sequencing = freshSequencing.get();
    sequencing.onGapChange(gaps);
    lastId = journal.status().newest();
    journal.recover(
        entry -> {
          sequencing.recover(entry.event());
          newest.recovered(entry);
        });
  }

  /** Forgets the events that are not in the journal yet, and returns them. */
  List<JournalEvent> giveUp() {
    appender.giveUp();
    List<JournalEvent> events = pending.stream().map(Entry::event).toList();
    pending.clear();
    return events;
  }

  /** True if the journal has trades of this market. */
  boolean knows(Market market) {
    return sequencing.knows(market);
  }

  /** The venues without a line since their last trade. */
  List<Venue> disconnected() {
    return sequencing.disconnected();
  }

  /** Appends records of another leader; false if the journal cannot be written now. */
  boolean copy(List<Entry> entries, Consumer<Trade> copied) {
    if (entries.getFirst().id().ms() > lastId.ms() && appender.takeCheckpointsDue()) {
      appendCheckpoints();
    }
    if (!(journal.append(entries) instanceof Appended.Done(boolean newSegment))) {
      return false;
    }
    appender.newSegment(newSegment);
    for (Entry entry : entries) {
      lastId = entry.id();
      sequencing.recover(entry.event());
      newest.copied(entry);
      tick(entry)
          .filter(tick -> tick.origin() != Origin.BACKFILL)
          .ifPresent(
              tick -> {
                copied.accept(tick.trade());
                sequencing.copied(tick, clock.nanos());
              });
    }
    return true;
  }

  /** The events after a record, at most about {@code most} of them. */
  List<JournalEvent> after(JournalId id, int most) {
    List<JournalEvent> events = new ArrayList<>();
    try (JournalPort.Reader reader = journal.readAfter(id)) {
      while (events.size() < most
          && reader.next(READ_RECORDS, READ_BYTES)
              instanceof JournalPort.Read.Records(Batch batch)) {
        batch.entries().forEach(entry -> events.add(entry.event()));
      }
    }
    return events;
  }

  Appended cutAfter(JournalId id) {
    Appended cut = journal.cutAfter(id);
    if (cut instanceof Appended.Done) {
      recover();
    }
    return cut;
  }

  /**
   * Accepts trades from now on.
   *
   * @param covered true for a market that the lines cover from before the journal's end
   */
  void lead(Predicate<Market> covered) {
    leading = true;
    sequencing.recovered(covered);
  }

  /** An error in one arrival does not affect the others. */
  void sequence(Arrival arrival) {
    try {
      switch (arrival) {
        case Arrival.Trades(var trades, var origin, long receiveTimeUs, long receiveNanos) -> {
          int before = pending.size();
          sequencing.trades(trades, origin, receiveTimeUs, receiveNanos);
          if (pending.size() > before && origin != Origin.BACKFILL) {
            liveNanos = receiveNanos;
          }
        }
        case Arrival.CoverageLost(CoverageLoss loss) -> sequencing.coverageLost(loss);
        case Arrival.BackfillFinished(Market market, Gap gap, var outcome) ->
            sequencing.backfillFinished(market, gap, outcome);
      }
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("ingest", bug.toString()));
    }
  }

  /** Adds an event to those that are appended next; returns its id. */
  JournalId add(JournalEvent event) {
    JournalId id = nextId();
    pending.add(new Entry(id, event));
    return id;
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** Appends what is pending; false if the rest must be tried again later. */
  boolean append() {
    return pending.isEmpty() || appender.append(pending);
  }

  long retryNanos() {
    return appender.retryNanos();
  }

  /** Shows what was appended to the readers of {@link #newest}. */
  void publish() {
    pending.forEach(entry -> newest.accepted(entry, liveNanos));
  }

  /** After an append, and whatever failed behind it. */
  void appended() {
    pending.clear();
    if (appender.takeCheckpointsDue()) {
      appendCheckpoints();
    }
  }

  /** In one append or not at all, because recovery relies on the start of a segment. */
  private void appendCheckpoints() {
    try {
      sequencing.checkpoints();
      if (pending.isEmpty() || appender.appendTogether(pending) || !leading) {
        pending.clear();
      }
    } catch (Throwable bug) {
      pending.clear();
      log.report(new FeedEvent.Bug("ingest", "this segment has no checkpoints: " + bug));
    }
  }

  /** A follower's own records, which are checkpoints, come directly after the last record. */
  private JournalId nextId() {
    JournalId after = leading && minimum.isAfter(lastId) ? minimum : lastId;
    lastId = after.next(leading ? clock.wallUs() / 1000 : 0);
    return lastId;
  }

  private static Optional<PriceTick> tick(Entry entry) {
    return entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
        ? Optional.of(tick)
        : Optional.empty();
  }
}
