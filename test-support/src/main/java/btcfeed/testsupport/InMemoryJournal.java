package btcfeed.testsupport;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The journal as lists in memory. It passes the same contract as the real one, can simulate
 * failures, and can be reopened as after a crash. Any thread; every append counts as synced.
 */
public final class InMemoryJournal implements JournalPort {
  private static final int RECORDS_PER_SEGMENT = 1000;
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_APPEND_BYTES = 16L << 20;

  private final int recordsPerSegment;
  private final long maxBytes;
  final Deque<InMemorySegment> segments = new ArrayDeque<>();
  private JournalId newest = JournalId.START;
  private JournalId storesHave = JournalId.START;
  long endOrdinal;
  private long dropped;
  private boolean checkpointsDue;
  private boolean closed;
  private Predicate<Entry> poison = _ -> false;
  private String failure = "";
  private boolean full;
  private String lastFailure = "";
  private List<LostRange> lost = List.of();
  private int damagedPlaces;
  private long restored;
  private long segmentsForRoom;
  private Lineage lineage = Lineage.NONE;
  private boolean cut;

  /** The ordinals at which the journal was cut, in order. */
  final List<Long> cuts = new ArrayList<>();

  /** A journal of segments of 1000 records, at most 64 MiB. */
  public InMemoryJournal() {
    this(RECORDS_PER_SEGMENT, MAX_BYTES);
  }

  /** A journal with this segment size that drops the oldest segments beyond this limit. */
  public InMemoryJournal(int recordsPerSegment, long maxBytes) {
    this.recordsPerSegment = recordsPerSegment;
    this.maxBytes = maxBytes;
  }

  /** Appends fail until {@link #healAppends}, as on a broken disk. */
  public synchronized void failAppends(String detail) {
    failure = detail;
    full = false;
  }

  /** Appends fail for lack of space until {@link #healAppends}. */
  public synchronized void fillDisk() {
    failure = "No space left on device";
    full = true;
  }

  /** Ends {@link #failAppends} and {@link #fillDisk}. */
  public synchronized void healAppends() {
    failure = "";
  }

  /** An append with one of these entries throws. */
  public synchronized void poison(Predicate<Entry> entries) {
    poison = entries;
  }

  /** The journal that a new process opens after this one died. */
  public synchronized InMemoryJournal reopened() {
    InMemoryJournal next = new InMemoryJournal(recordsPerSegment, maxBytes);
    next.segments.addAll(segments);
    next.newest = newest;
    next.endOrdinal = endOrdinal;
    next.lineage = lineage;
    next.checkpointsDue = !segments.isEmpty() && !segments.getLast().hasCheckpoints();
    closed = true;
    return next;
  }

  /** The same without the last records: a journal that broke its promise. */
  public synchronized InMemoryJournal reopenedWithout(int records) {
    List<Entry> all = entries();
    InMemoryJournal next = new InMemoryJournal(recordsPerSegment, maxBytes);
    all.subList(0, Math.max(0, all.size() - records)).forEach(entry -> next.append(List.of(entry)));
    next.lineage = lineage;
    closed = true;
    return next;
  }

  /** The same with these records damaged: they are lost ranges and may be restored. */
  public synchronized InMemoryJournal reopenedDamaged(Predicate<Entry> damaged) {
    InMemoryJournal next = new InMemoryJournal(recordsPerSegment, maxBytes);
    List<LostRange> ranges = new ArrayList<>();
    JournalId after = JournalId.START;
    boolean gone = false;
    for (Entry entry : entries()) {
      if (damaged.test(entry)) {
        gone = true;
      } else {
        if (gone) {
          ranges.add(new LostRange(after, entry.id()));
        }
        gone = false;
        after = entry.id();
        next.append(List.of(entry));
      }
    }
    if (gone) {
      ranges.add(new LostRange(after, LostRange.END));
    }
    next.lost = List.copyOf(ranges);
    next.lineage = lineage;
    next.damagedPlaces = ranges.size();
    closed = true;
    return next;
  }

  /** Everything held, oldest first. */
  public synchronized List<Entry> entries() {
    return segments.stream().flatMap(segment -> segment.entries.stream()).toList();
  }

  @Override
  public synchronized Appended append(List<Entry> entries) {
    if (closed || !failure.isEmpty()) {
      lastFailure = closed ? "the journal is closed" : failure;
      checkpointsDue |= segments.isEmpty() || !segments.getLast().hasCheckpoints();
      return full && !closed ? new Appended.NoRoom(lastFailure) : new Appended.Failed(lastFailure);
    }
    if (entries.isEmpty()) {
      return new Appended.Done(false);
    }
    JournalId last = newest;
    for (Entry entry : entries) {
      if (!entry.id().isAfter(last)) {
        throw new IllegalArgumentException("ids grow: " + entry.id() + " came after " + last);
      }
      last = entry.id();
    }
    if (entries.stream().anyMatch(poison)) {
      throw new IllegalArgumentException("a record that cannot be written");
    }
    boolean begins =
        segments.isEmpty()
            || cut
            || segments.getLast().entries.size() + entries.size() > recordsPerSegment;
    long size = entries.stream().mapToLong(InMemorySegment::size).sum();
    if (size > MAX_APPEND_BYTES) {
      throw new IllegalArgumentException("an append of more than " + MAX_APPEND_BYTES + " bytes");
    }
    cut = false;
    if (begins) {
      segments.add(new InMemorySegment(endOrdinal));
    }
    while (segments.size() > 1 && bytes() + size > maxBytes) {
      dropOldest();
    }
    boolean checkpoints =
        entries.stream().anyMatch(e -> e.event() instanceof JournalEvent.Checkpointed);
    InMemorySegment segment = segments.getLast();
    segment.add(entries, checkpoints);
    newest = last;
    endOrdinal += entries.size();
    lastFailure = "";
    boolean due = (begins || checkpointsDue) && !checkpoints;
    checkpointsDue = false;
    return new Appended.Done(due);
  }

  @Override
  public void recover(Consumer<Entry> each) {
    List<Entry> replayed = new ArrayList<>();
    synchronized (this) {
      for (InMemorySegment segment : segments) {
        if (segment.hasCheckpoints()) {
          replayed.clear();
        }
        replayed.addAll(segment.entries);
      }
    }
    replayed.forEach(each);
  }

  @Override
  public synchronized Reader readAfter(JournalId after) {
    long ordinal =
        oldestOrdinal() + entries().stream().filter(entry -> !entry.id().isAfter(after)).count();
    return new InMemoryReader(this, ordinal);
  }

  @Override
  public synchronized Reader readNewest(int records) {
    return new InMemoryReader(this, Math.max(oldestOrdinal(), endOrdinal - records));
  }

  @Override
  public synchronized boolean holds(JournalId id) {
    return entries().stream().anyMatch(entry -> entry.id().equals(id));
  }

  @Override
  public synchronized List<LostRange> lostRanges() {
    return lost;
  }

  @Override
  public synchronized Appended restore(List<Entry> entries) {
    List<Entry> all = new ArrayList<>(entries());
    for (Entry entry : entries) {
      boolean behind = entry.id().isAfter(newest);
      if (behind || lost.stream().anyMatch(range -> range.contains(entry.id()))) {
        all.add(entry);
        restored++;
      }
    }
    all.sort(Comparator.comparing(Entry::id));
    segments.clear();
    newest = JournalId.START;
    endOrdinal = 0;
    lost = List.of();
    all.forEach(entry -> append(List.of(entry)));
    return new Appended.Done(false);
  }

  @Override
  public synchronized Appended cutAfter(JournalId id) {
    if (!id.isAfter(newest) && !id.equals(newest)) {
      while (!segments.isEmpty() && segments.getLast().isAfter(id)) {
        endOrdinal = segments.removeLast().base;
      }
      if (!segments.isEmpty()) {
        segments.getLast().cutAfter(id);
        endOrdinal = segments.getLast().end();
      }
      storesHave = storesHave.isAfter(id) ? id : storesHave;
      newest = segments.isEmpty() ? JournalId.START : segments.getLast().entries.getLast().id();
      cuts.add(endOrdinal);
      cut = true;
    }
    return new Appended.Done(false);
  }

  @Override
  public synchronized Lineage lineage() {
    return lineage;
  }

  @Override
  public synchronized void lineage(Lineage lineage) {
    this.lineage = lineage;
  }

  @Override
  public synchronized void release(JournalId everyoneHas, long keepTicks) {
    storesHave = everyoneHas;
    while (segments.stream().skip(1).anyMatch(InMemorySegment::hasCheckpoints)
        && !segments.getFirst().entries.getLast().id().isAfter(everyoneHas)
        && segments.stream().skip(1).mapToLong(segment -> segment.ticks).sum() >= keepTicks) {
      segments.removeFirst();
    }
  }

  @Override
  public synchronized long dropOldest() {
    if (segments.size() < 2) {
      return 0;
    }
    InMemorySegment oldest = segments.removeFirst();
    long needed = oldest.entries.stream().filter(e -> e.id().isAfter(storesHave)).count();
    dropped += needed;
    segmentsForRoom++;
    checkpointsDue |= segments.stream().noneMatch(InMemorySegment::hasCheckpoints);
    return needed;
  }

  @Override
  public synchronized Status status() {
    return new Status(
        segments.isEmpty() ? JournalId.START : segments.getFirst().entries.getFirst().id(),
        newest,
        newest,
        endOrdinal - oldestOrdinal(),
        bytes(),
        maxBytes,
        segments.size(),
        dropped,
        new Losses(segmentsForRoom, damagedPlaces, restored, !lost.isEmpty()),
        lastFailure);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private long bytes() {
    return segments.stream().mapToLong(segment -> segment.bytes).sum();
  }

  long oldestOrdinal() {
    return segments.isEmpty() ? endOrdinal : segments.getFirst().base;
  }
}
