package btcfeed.testsupport;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StoreContents;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store in memory that behaves as a Redis does behind a {@link PricePort}, which {@link
 * PricePortContract} proves. It can simulate every fault of a Redis.
 *
 * <p>Any thread, so that a test can cause a fault while a sender is at work.
 */
public final class InMemoryStore {
  /** Entries that one call of {@link PricePort#cutAfter} removes at most. */
  private static final int MAX_CUT = 100;

  private StoreMemory contents = new StoreMemory();
  private final InMemoryValues values = new InMemoryValues();
  private Optional<Failure> fault = Optional.empty();
  private int answersToLose;
  private int unreadableAnswers;
  private OptionalInt callsLeft = OptionalInt.empty();

  /** A snapshot. */
  public sealed interface Saved {}

  private record Snapshot(StoreMemory contents, InMemoryValues values) implements Saved {}

  public PricePort open() {
    return new InMemoryConnection(this);
  }

  /** The store cannot be reached until {@link #heal}. */
  public synchronized void cut() {
    fault = Optional.of(new Failure.Unreachable("cut"));
  }

  /** Calls have no answer and no effect until {@link #heal}. */
  public synchronized void freeze() {
    fault = Optional.of(new Failure.Unanswered("frozen"));
  }

  /** The store refuses writes until {@link #heal}; it can still be read. */
  public synchronized void refuse(String code) {
    fault = Optional.of(new Failure.Refused(code, "refusing"));
  }

  /** Freezes after {@code calls} more claims and writes have taken effect. */
  public synchronized void freezeAfter(int calls) {
    callsLeft = OptionalInt.of(calls);
  }

  /** Ends {@link #cut}, {@link #freeze} and {@link #refuse}. */
  public synchronized void heal() {
    fault = Optional.empty();
  }

  /** The next {@code calls} writes take effect, and their answers are lost. */
  public synchronized void loseAnswers(int calls) {
    answersToLose = calls;
  }

  /** The next {@code calls} calls take effect, and reading their answers throws. */
  public synchronized void answerNonsense(int calls) {
    unreadableAnswers = calls;
  }

  /** FLUSHALL. */
  public synchronized void empty() {
    contents = new StoreMemory();
    values.clear();
  }

  /** A snapshot of the present contents. */
  public synchronized Saved save() {
    return new Snapshot(contents.copy(), values.copy());
  }

  /** Restores a snapshot; later changes are gone. */
  public synchronized void restore(Saved saved) {
    Snapshot snapshot = (Snapshot) saved;
    contents = snapshot.contents().copy();
    values.replace(snapshot.values());
  }

  /** DEL btc:ticks. */
  public synchronized void forgetTicks() {
    contents.ticks.clear();
    contents.lastTick = JournalId.START;
  }

  /** DEL btc:feed. */
  public synchronized void forgetCursor() {
    contents.cursors = StoreMemory.Cursors.NONE;
    contents.leases.holdFor(Duration.ZERO);
  }

  /** Another program adds an entry to btc:ticks. */
  public synchronized void addForeignTick(JournalId id) {
    contents.lastTick = id;
  }

  /** Entries of btc:ticks, without those of other programs. */
  public synchronized List<Entry> ticks() {
    return List.copyOf(contents.ticks);
  }

  /** Entries of btc:ticks from this index on. */
  public synchronized List<Entry> ticksFrom(int index) {
    return from(contents.ticks, index);
  }

  /** Entries of btc:gaps. */
  public synchronized List<Entry> gaps() {
    return List.copyOf(contents.gaps);
  }

  /** Entries of btc:gaps from this index on. */
  public synchronized List<Entry> gapsFrom(int index) {
    return from(contents.gaps, index);
  }

  private static List<Entry> from(List<Entry> entries, int index) {
    return List.copyOf(entries.subList(Math.min(index, entries.size()), entries.size()));
  }

  /** The newest trade of a market, by the venue's time. */
  public synchronized Optional<PriceTick> latest(Market market) {
    return Optional.ofNullable(contents.latest.get(market));
  }

  /** Sets the store's clock, which decides deadlines. It begins in 1970. */
  public synchronized void time(long ms) {
    values.time(ms);
  }

  /** Another program removes a key that mutations made. */
  public synchronized void remove(String key) {
    values.remove(key);
  }

  /** Messages of mutations, as {@code channel message}. */
  public synchronized List<String> published() {
    return values.published();
  }

  private void checkReadable() {
    if (unreadableAnswers > 0) {
      unreadableAnswers--;
      throw new ClassCastException("a Long where a List was");
    }
  }

  synchronized PositionResult position() {
    checkReadable();
    return readFault()
        .<PositionResult>map(PositionResult.Failed::new)
        .orElseGet(() -> new PositionResult.At(currentPosition()));
  }

  /** The fault that also prevents reading. */
  private Optional<Failure> readFault() {
    return fault.filter(f -> !(f instanceof Failure.Refused));
  }

  private StorePosition currentPosition() {
    StoreMemory.Cursors cursors = contents.cursors;
    return new StorePosition(
        cursors.last(),
        cursors.tick(),
        cursors.gap(),
        contents.lastTick,
        contents.lastGap,
        cursors.lease(),
        cursors.lineage(),
        new StoreFacts("in-memory", "0", "master", "noeviction"),
        StoreContents.UNKNOWN);
  }

  synchronized Outcome claim(
      WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
    if (fault.isPresent()) {
      return new Outcome.Failed(fault.get());
    }
    WriterLease present = contents.cursors.lease();
    if (present.epoch() > lease.epoch() && !present.instance().equals(lease.instance())) {
      return new Outcome.Fenced(present);
    }
    if (!currentPosition().equals(read)) {
      return new Outcome.Diverged("the store changed");
    }
    return applied(lease, lease, lineage, after);
  }

  synchronized Outcome cutAfter(WriterLease lease, JournalId after) {
    if (fault.isPresent()) {
      return new Outcome.Failed(fault.get());
    }
    if (!contents.cursors.lease().equals(lease)) {
      return new Outcome.Fenced(contents.cursors.lease());
    }
    JournalId end = contents.cut(after, MAX_CUT);
    return applied(lease, contents.cursors.claimed(), contents.cursors.lineage(), end);
  }

  /** The leader's lease, as {@link #open} is for the data. */
  public LeasePort openLease() {
    return new InMemoryLease(this);
  }

  /** Runs a call that changes the lease; answers what the store shows afterwards. */
  synchronized LeasePort.Answer lease(boolean write, Consumer<Leases> change) {
    Optional<Failure> why = write ? fault : readFault();
    if (why.isPresent()) {
      return new LeasePort.Answer.Failed(why.get());
    }
    change.accept(contents.leases);
    return new LeasePort.Answer.Seen(
        new LeaseView(
            contents.cursors.lease(),
            contents.leases.left(),
            contents.cursors.lineage(),
            contents.cursors.last(),
            contents.leases.instances()));
  }

  /** Sets the holder without moving the cursor. */
  void hold(WriterLease lease) {
    contents.cursors = contents.cursors.heldBy(lease);
  }

  WriterLease holder() {
    return contents.cursors.lease();
  }

  synchronized Outcome write(
      WriterLease lease, JournalId after, JournalId cursor, Runnable change) {
    if (fault.isPresent()) {
      return new Outcome.Failed(fault.get());
    }
    StoreMemory.Cursors cursors = contents.cursors;
    boolean sameInstance = cursors.lease().instance().equals(lease.instance());
    long epoch = cursors.lease().epoch();
    if (epoch > lease.epoch() || (epoch == lease.epoch() && !sameInstance)) {
      return new Outcome.Fenced(cursors.lease());
    }
    boolean hasLease =
        sameInstance && epoch == lease.epoch() && !lease.equals(WriterLease.NONE_YET);
    boolean inPlace =
        cursors.claimed().epoch() == lease.epoch()
            && cursors.last().equals(after)
            && cursors.tick().equals(contents.lastTick)
            && cursors.gap().equals(contents.lastGap);
    if (!hasLease || !inPlace) {
      return new Outcome.Diverged("not as the writer left it");
    }
    change.run();
    return applied(lease, cursors.claimed(), cursors.lineage(), cursor);
  }

  private Outcome applied(
      WriterLease lease, WriterLease claimed, Lineage lineage, JournalId cursor) {
    contents.cursors =
        new StoreMemory.Cursors(
            lease, claimed, lineage, cursor, contents.lastTick, contents.lastGap);
    checkReadable();
    callsLeft = callsLeft.isPresent() ? OptionalInt.of(callsLeft.getAsInt() - 1) : callsLeft;
    if (callsLeft.isPresent() && callsLeft.getAsInt() == 0) {
      callsLeft = OptionalInt.empty();
      freeze();
    }
    if (answersToLose == 0) {
      return new Outcome.Applied(cursor);
    }
    answersToLose--;
    return new Outcome.Failed(new Failure.Unanswered("answer lost"));
  }

  void apply(Entry entry) {
    contents.apply(entry, values);
  }

  void applyLatest(Entry entry) {
    contents.applyLatest(entry);
  }

  synchronized <T> ReadPort.ReadResult<T> read(Supplier<ReadPort.ReadResult<T>> question) {
    return readFault()
        .<ReadPort.ReadResult<T>>map(ReadPort.ReadResult.Failed::new)
        .orElseGet(question);
  }

  /** Entries of a stream between two ids, both excluded. */
  synchronized ReadPort.Page between(String stream, JournalId after, JournalId before, int limit) {
    List<Entry> all =
        (stream.equals("btc:ticks") ? contents.ticks : contents.gaps)
            .stream()
                .filter(entry -> entry.id().isAfter(after) && before.isAfter(entry.id()))
                .limit(limit)
                .toList();
    JournalId reached = all.isEmpty() ? after : all.getLast().id();
    return new ReadPort.Page(all, reached, all.size() < limit);
  }

  synchronized Map<String, String> feed() {
    return Map.of(
        "instance",
        contents.cursors.lease().instance(),
        "last_id",
        contents.cursors.last().toString(),
        "last_tick_id",
        contents.cursors.tick().toString(),
        "last_gap_id",
        contents.cursors.gap().toString());
  }

  /** Sets the clock by which leases run out. It begins in 1970. */
  public synchronized void leaseTime(long ms) {
    contents.leases.time(ms);
  }

  InMemoryValues values() {
    return values;
  }
}
