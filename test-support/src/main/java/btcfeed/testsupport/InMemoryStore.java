package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A store without a server: what a Redis does for a {@link PricePort}, held to it by {@link
 * PricePortContract}, with a switch for every fault a Redis can have.
 *
 * <p>Any thread, so that a test can throw a switch while a sender is at work.
 */
public final class InMemoryStore {
  private final List<Entry> ticks = new ArrayList<>();
  private final List<Entry> gaps = new ArrayList<>();
  private final Map<Market, PriceTick> latest = new HashMap<>();
  private final InMemoryValues values = new InMemoryValues();
  private Marks marks = Marks.NONE;
  private JournalId lastMutation = JournalId.START;
  private JournalId lastTick = JournalId.START;
  private JournalId lastGap = JournalId.START;
  private Optional<PricePort.Failure> fault = Optional.empty();
  private int answersToLose;
  private int nonsense;
  private OptionalInt callsLeft = OptionalInt.empty();
  private long writes;

  /** A writer's connection to it. Any number may be open. */
  public PricePort open() {
    return new InMemoryConnection(this);
  }

  /** From now on it cannot be reached. */
  public synchronized void cut() {
    fault = Optional.of(new PricePort.Failure.Unreachable("cut"));
  }

  /** From now on calls are swallowed: no answer, no effect. */
  public synchronized void freeze() {
    fault = Optional.of(new PricePort.Failure.Unanswered("frozen"));
  }

  /** From now on it answers and refuses every write; it can still be read. */
  public synchronized void refuse(String code) {
    fault = Optional.of(new PricePort.Failure.Refused(code, "refusing"));
  }

  /** Freezes once {@code calls} more claims and writes have taken effect. */
  public synchronized void freezeAfter(int calls) {
    callsLeft = OptionalInt.of(calls);
  }

  /** Ends {@link #cut}, {@link #freeze} and {@link #refuse}. */
  public synchronized void heal() {
    fault = Optional.empty();
  }

  /** The next {@code calls} writes take effect, and nobody hears of it. */
  public synchronized void loseAnswers(int calls) {
    answersToLose = calls;
  }

  /**
   * The next {@code calls} calls take effect, and their answers are none a store can give: whoever
   * reads them gets an unforeseen error.
   */
  public synchronized void answerNonsense(int calls) {
    nonsense = calls;
  }

  /** FLUSHALL. */
  public synchronized void empty() {
    forgetTicks();
    gaps.clear();
    latest.clear();
    values.clear();
    lastGap = JournalId.START;
    lastMutation = JournalId.START;
    marks = Marks.NONE;
  }

  /** As it is now: what a snapshot of it holds. */
  public synchronized Saved save() {
    return new Contents(
        List.copyOf(ticks),
        List.copyOf(gaps),
        Map.copyOf(latest),
        values.copy(),
        marks,
        lastMutation,
        lastTick,
        lastGap);
  }

  /** It is restored from a snapshot; what came after that is gone. */
  public synchronized void restore(Saved snapshot) {
    Contents saved = (Contents) snapshot;
    empty();
    ticks.addAll(saved.ticks());
    gaps.addAll(saved.gaps());
    latest.putAll(saved.latest());
    values.replace(saved.values());
    marks = saved.marks();
    lastMutation = saved.lastMutation();
    lastTick = saved.lastTick();
    lastGap = saved.lastGap();
  }

  /** DEL btc:ticks. */
  public synchronized void forgetTicks() {
    ticks.clear();
    lastTick = JournalId.START;
  }

  /** DEL btc:feed. */
  public synchronized void forgetMarks() {
    marks = Marks.NONE;
  }

  /** Somebody else adds an entry to btc:ticks. */
  public synchronized void addForeignTick(JournalId id) {
    lastTick = id;
  }

  /** Its btc:ticks: ours only. */
  public synchronized List<Entry> ticks() {
    return List.copyOf(ticks);
  }

  /** Its btc:ticks from this place on, the oldest being at 0; none if there are fewer. */
  public synchronized List<Entry> ticksFrom(int place) {
    return List.copyOf(ticks.subList(Math.min(place, ticks.size()), ticks.size()));
  }

  /** Its btc:gaps. */
  public synchronized List<Entry> gaps() {
    return List.copyOf(gaps);
  }

  /** Its btc:gaps from this place on, the oldest being at 0; none if there are fewer. */
  public synchronized List<Entry> gapsFrom(int place) {
    return List.copyOf(gaps.subList(Math.min(place, gaps.size()), gaps.size()));
  }

  /** The newest trade of a market, by the venue's time. */
  public synchronized Optional<PriceTick> latest(Market market) {
    return Optional.ofNullable(latest.get(market));
  }

  /** What time it is there, for deadlines; 1970 until it is said. */
  public synchronized void time(long ms) {
    values.time(ms);
  }

  /** Somebody removes a key that mutations made. */
  public synchronized void remove(String key) {
    values.remove(key);
  }

  /** What mutations said on channels, as {@code channel message}. */
  public synchronized List<String> said() {
    return values.said();
  }

  /** Who sits there. */
  public synchronized WriterLease lease() {
    return marks.lease();
  }

  /** Batches and probes that took effect. */
  public synchronized long writes() {
    return writes;
  }

  private void throwNonsense() {
    if (nonsense > 0) {
      nonsense--;
      throw new ClassCastException("a Long where a List was");
    }
  }

  synchronized PricePort.Reading position() {
    throwNonsense();
    return fault
        .filter(f -> !(f instanceof PricePort.Failure.Refused))
        .<PricePort.Reading>map(PricePort.Reading.Failed::new)
        .orElseGet(() -> new PricePort.Reading.At(stands()));
  }

  private StorePosition stands() {
    return new StorePosition(
        marks.last(),
        marks.tick(),
        marks.gap(),
        lastTick,
        lastGap,
        marks.lease(),
        new StoreFacts("in-memory", "0", "master", "noeviction"));
  }

  synchronized PricePort.Outcome claim(WriterLease lease, JournalId after, StorePosition read) {
    if (fault.isPresent()) {
      return new PricePort.Outcome.Failed(fault.get());
    }
    WriterLease theirs = marks.lease();
    if (theirs.epoch() > lease.epoch() && !theirs.instance().equals(lease.instance())) {
      return new PricePort.Outcome.Fenced(theirs);
    }
    if (!stands().equals(read)) {
      return new PricePort.Outcome.Diverged("the store moved");
    }
    marks = new Marks(lease, after, lastTick, lastGap);
    return answered(new PricePort.Outcome.Applied(after));
  }

  synchronized PricePort.Outcome write(WriterLease lease, JournalId after, Optional<Batch> batch) {
    if (fault.isPresent()) {
      return new PricePort.Outcome.Failed(fault.get());
    }
    Optional<PricePort.Outcome> refusal = refusal(lease, after);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    writes++;
    batch.ifPresent(b -> b.entries().forEach(this::apply));
    JournalId last = batch.map(Batch::last).orElse(after);
    marks = new Marks(lease, last, lastTick, lastGap);
    return answered(new PricePort.Outcome.Applied(last));
  }

  synchronized PricePort.Outcome writeCritical(WriterLease lease, Batch newest, JournalId after) {
    if (fault.isPresent()) {
      return new PricePort.Outcome.Failed(fault.get());
    }
    Optional<PricePort.Outcome> refusal = refusal(lease, after);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    newest.entries().stream().filter(entry -> entry.id().isAfter(after)).forEach(this::applyLatest);
    return answered(new PricePort.Outcome.Applied(after));
  }

  private Optional<PricePort.Outcome> refusal(WriterLease lease, JournalId after) {
    WriterLease theirs = marks.lease();
    boolean same = theirs.instance().equals(lease.instance());
    if (theirs.epoch() > lease.epoch() || (theirs.epoch() == lease.epoch() && !same)) {
      return Optional.of(new PricePort.Outcome.Fenced(theirs));
    }
    boolean seated = same && theirs.epoch() == lease.epoch() && !lease.equals(WriterLease.NONE_YET);
    boolean inPlace =
        marks.last().equals(after) && marks.tick().equals(lastTick) && marks.gap().equals(lastGap);
    return seated && inPlace
        ? Optional.empty()
        : Optional.of(new PricePort.Outcome.Diverged("not as it was left"));
  }

  private void apply(Entry entry) {
    switch (entry.event()) {
      case JournalEvent.Ticked _ -> {
        if (entry.id().isAfter(lastTick)) {
          ticks.add(entry);
          lastTick = entry.id();
        }
        applyLatest(entry);
      }
      case JournalEvent.GapChanged _ -> {
        if (entry.id().isAfter(lastGap)) {
          gaps.add(entry);
          lastGap = entry.id();
        }
      }
      case JournalEvent.Marked _ -> {}
      case JournalEvent.Mutated(Mutation mutation) -> {
        if (entry.id().isAfter(lastMutation)) {
          values.apply(mutation);
          lastMutation = entry.id();
        }
      }
    }
  }

  private void applyLatest(Entry entry) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)) {
      latest.merge(
          tick.trade().market(),
          tick,
          (old, next) ->
              next.trade().exchangeTimeUs() >= old.trade().exchangeTimeUs() ? next : old);
    }
  }

  /** What it holds, for any thread. */
  ReadPort reads() {
    return new Reads();
  }

  private synchronized <T> ReadPort.Answer<T> read(Supplier<ReadPort.Answer<T>> question) {
    return fault
        .filter(f -> !(f instanceof PricePort.Failure.Refused))
        .<ReadPort.Answer<T>>map(ReadPort.Answer.Failed::new)
        .orElseGet(question);
  }

  private PricePort.Outcome answered(PricePort.Outcome outcome) {
    throwNonsense();
    callsLeft = callsLeft.isPresent() ? OptionalInt.of(callsLeft.getAsInt() - 1) : callsLeft;
    if (callsLeft.isPresent() && callsLeft.getAsInt() == 0) {
      callsLeft = OptionalInt.empty();
      freeze();
    }
    if (answersToLose == 0) {
      return outcome;
    }
    answersToLose--;
    return new PricePort.Outcome.Failed(new PricePort.Failure.Unanswered("answer lost"));
  }

  /** A snapshot. */
  public sealed interface Saved {}

  private record Contents(
      List<Entry> ticks,
      List<Entry> gaps,
      Map<Market, PriceTick> latest,
      InMemoryValues values,
      Marks marks,
      JournalId lastMutation,
      JournalId lastTick,
      JournalId lastGap)
      implements Saved {}

  private record Marks(WriterLease lease, JournalId last, JournalId tick, JournalId gap) {
    static final Marks NONE =
        new Marks(WriterLease.NONE_YET, JournalId.START, JournalId.START, JournalId.START);
  }

  private final class Reads implements ReadPort {
    @Override
    public Answer<Optional<String>> text(String key) {
      return read(() -> values.text(key));
    }

    @Override
    public Answer<Map<String, String>> fields(String key) {
      return read(
          () ->
              key.equals("btc:feed")
                  ? new Answer.Found<>(Map.of("instance", marks.lease().instance()))
                  : values.fields(key));
    }

    @Override
    public Answer<List<String>> newest(String key, int count) {
      return read(() -> values.newest(key, count));
    }

    @Override
    public Answer<Page> between(String stream, JournalId after, JournalId before, int limit) {
      return read(
          () -> {
            List<Entry> all =
                (stream.equals("btc:ticks") ? ticks : gaps)
                    .stream()
                        .filter(entry -> entry.id().isAfter(after) && before.isAfter(entry.id()))
                        .limit(limit)
                        .toList();
            JournalId reached = all.isEmpty() ? after : all.getLast().id();
            return new Answer.Found<>(new Page(all, reached, all.size() < limit));
          });
    }
  }
}
