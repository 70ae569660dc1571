package btcfeed.application.sink;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads the journal for a sink, from a position on, in batches that one leader wrote. Valid as long
 * as this instance leads: then its journal is not cut, and its lineage stays. Sender thread only.
 */
final class SinkReader implements AutoCloseable {
  private static final int MAX_BYTES = 4 << 20;

  private final Lineage lineage;
  private final JournalPort.Reader reader;
  private final int most;
  private final LongConsumer lost;

  /** The last read. */
  private Optional<Batch> read = Optional.empty();

  /** The part of it that was not returned yet. */
  private final Deque<Entry> waiting = new ArrayDeque<>();

  /**
   * @param most records in a batch
   * @param lost receives how many records the journal dropped before they were read
   */
  SinkReader(JournalPort journal, JournalId after, int most, LongConsumer lost) {
    this.lineage = journal.lineage();
    this.reader = journal.readAfter(after);
    this.most = most;
    this.lost = lost;
  }

  /** How many records it has not returned. */
  long remaining() {
    return reader.remaining() + waiting.size();
  }

  /** The next records up to {@code end}; empty if there are none now. */
  Optional<SinkBatch> next(JournalId end) {
    if (waiting.isEmpty()) {
      fill();
    }
    List<SinkRecord> records = new ArrayList<>();
    Optional<Entry> last = Optional.empty();
    Optional<Lineage.Term> term =
        Optional.ofNullable(waiting.peek()).flatMap(entry -> lineage.termOf(entry.id()));
    while (!waiting.isEmpty()
        && !waiting.peek().id().isAfter(end)
        && lineage.termOf(waiting.peek().id()).equals(term)) {
      Entry entry = waiting.poll();
      record(entry).ifPresent(records::add);
      last = Optional.of(entry);
    }
    return last.map(
        entry ->
            new SinkBatch(
                term.map(Lineage.Term::epoch).orElse(0L),
                records,
                new SinkCursor(entry.id(), lineage.until(entry.id()))));
  }

  /** Reports what the journal dropped since the last read, for a sink that has all up to this. */
  void skipLost(JournalId after) {
    if (reader.next(1, 1) instanceof JournalPort.Read.Lost(long count)) {
      lost.accept(count + unwritten(after));
    }
  }

  /** How many records were read, are not in the sink, and so are dropped with those after them. */
  private long unwritten(JournalId after) {
    return read.stream()
        .flatMap(batch -> batch.entries().stream())
        .filter(entry -> entry.id().isAfter(after))
        .count();
  }

  private void fill() {
    switch (reader.next(most, MAX_BYTES)) {
      case JournalPort.Read.Records(Batch batch) -> {
        read = Optional.of(batch);
        waiting.addAll(batch.entries());
      }
      case JournalPort.Read.Lost(long count) -> lost.accept(count);
      case JournalPort.Read.AtEnd() -> {}
    }
  }

  private static Optional<SinkRecord> record(Entry entry) {
    return switch (entry.event()) {
      case JournalEvent.Ticked(var tick) -> Optional.of(new SinkRecord.Tick(entry.id(), tick));
      case JournalEvent.GapChanged(var market, var gap) ->
          Optional.of(new SinkRecord.GapChange(entry.id(), market, gap));
      case JournalEvent.Checkpointed _, JournalEvent.Mutated _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    reader.close();
  }
}
