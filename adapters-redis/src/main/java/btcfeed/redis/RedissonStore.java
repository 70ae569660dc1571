package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * One Redis as a {@link PricePort}, through Redisson.
 *
 * <p>Connects when {@link #position} is called and there is no good connection; the server may be
 * away. A connection that breaks, or leaves a call without an answer, is thrown away, and the next
 * {@code position} makes a new one (about 10 ms). A call that comes late from a connection thrown
 * away does no harm: every script checks seat and mark first. Where there are several servers, each
 * new connection begins by asking which of them is the master.
 *
 * <p>Threads: as the port says, one at a time. Time: {@code target.timeout()} for a call, twice
 * that for a {@code position} that has to connect, and up to 10 s more for the very first, while
 * the client's classes are loaded. A connection that is gone fails a waiting call at once.
 */
public final class RedissonStore implements PricePort {
  /** What a server says that has stopped being the one to write to. */
  private static final Set<String> ELSEWHERE =
      Set.of("READONLY", "MOVED", "ASK", "CLUSTERDOWN", "MASTERDOWN");

  private static final Outcome NOT_CLAIMED = new Outcome.Diverged("the seat was never taken");

  private final Publishing publishing;
  private final Failures failures;
  private final Connector connector;
  private final StoreReads reads;
  private final RefusedEffects refused;
  private final WriterCalls calls;
  private WriterLease lease = WriterLease.NONE_YET;

  /** A store that stands alone. Does not connect yet. */
  public RedissonStore(RedisTarget target, Publishing publishing, Clock clock) {
    this(target, publishing, clock, Optional.empty(), AddressLookup.SYSTEM);
  }

  /** One of two. Does not connect yet. */
  public RedissonStore(RedisTarget target, Publishing publishing, Clock clock, StoreName name) {
    this(target, publishing, clock, Optional.of(name), AddressLookup.SYSTEM);
  }

  RedissonStore(
      RedisTarget target,
      Publishing publishing,
      Clock clock,
      Optional<StoreName> name,
      AddressLookup lookup) {
    boolean cluster = target.topology() instanceof Topology.Cluster;
    if (cluster && !publishing.names().oneSlot()) {
      throw new IllegalArgumentException(
          "in a cluster all keys are under one prefix with a hash tag, such as {btc}:");
    }
    this.publishing = publishing;
    this.failures = new Failures(target);
    this.connector = new Connector(target, publishing.names(), failures, clock, lookup);
    this.reads = new StoreReads(target, publishing.names(), failures, clock, lookup);
    this.refused = new RefusedEffects(clock);
    this.calls =
        new WriterCalls(publishing, name.map(StoreName::text).orElse(""), cluster, refused, clock);
  }

  @Override
  public Reading position() {
    return switch (ask(
        connector.connect(),
        link -> ScriptCall.of(Script.POSITION, link.keys()),
        Replies::position)) {
      case Said(List<String> values) -> {
        try {
          yield new Reading.At(Replies.position(values));
        } catch (IllegalArgumentException e) {
          yield new Reading.Failed(illegible(e));
        }
      }
      case Unsaid(Failure failure) -> new Reading.Failed(failure);
    };
  }

  @Override
  public Outcome claim(WriterLease lease, JournalId after, StorePosition read) {
    return claim(lease, after, read, false);
  }

  @Override
  public Outcome claimAndRefill(WriterLease lease, StorePosition read) {
    return claim(lease, JournalId.START, read, true);
  }

  private Outcome claim(WriterLease lease, JournalId after, StorePosition read, boolean refill) {
    this.lease = lease;
    return write(after, Set.of(), link -> calls.claim(link, lease, after, read, refill));
  }

  @Override
  public Outcome keep(Batch batch, JournalId after) {
    JournalId last = batch.last();
    return seated()
        ? write(
            last,
            calls.changed(batch),
            link -> calls.keep(link, lease, batch, after, last, /* ahead= */ false))
        : NOT_CLAIMED;
  }

  @Override
  public Outcome keepCritical(Batch newest, JournalId after) {
    return seated()
        ? write(
            after,
            calls.changed(newest),
            link -> calls.keep(link, lease, newest, after, after, /* ahead= */ true))
        : NOT_CLAIMED;
  }

  @Override
  public Outcome probe(JournalId after) {
    return seated() ? write(after, Set.of(), link -> calls.probe(link, lease, after)) : NOT_CLAIMED;
  }

  private boolean seated() {
    return !lease.equals(WriterLease.NONE_YET);
  }

  @Override
  public PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
    if (!seated()) {
      return new PendingWrite.Over(NOT_CLAIMED);
    }
    return switch (connector.way()) {
      case Connector.Closed(Failure failure) -> new PendingWrite.Over(new Outcome.Failed(failure));
      case Connector.Open(StoreConnection link) -> {
        ScriptCall call = calls.keep(link, lease, batch, after, batch.last(), /* ahead= */ false);
        try {
          CompletableFuture<Object> answer = link.begin(call);
          var _ = answer.whenComplete((_, _) -> answered.run());
          yield new Begun(link, call, answer, batch.last(), calls.changed(batch));
        } catch (RuntimeException e) {
          yield new PendingWrite.Over(new Outcome.Failed(broken(e).failure()));
        }
      }
    };
  }

  /** A batch that was sent off. */
  private final class Begun implements PendingWrite {
    private final StoreConnection link;
    private final ScriptCall call;
    private final CompletableFuture<Object> answer;
    private final JournalId last;
    private final Set<String> changed;

    private Begun(
        StoreConnection link,
        ScriptCall call,
        CompletableFuture<Object> answer,
        JournalId last,
        Set<String> changed) {
      this.link = link;
      this.call = call;
      this.answer = answer;
      this.last = last;
      this.changed = changed;
    }

    @Override
    public boolean kept() {
      return answer.state() == Future.State.SUCCESS
          && answer.resultNow() instanceof List<?> said
          && !said.isEmpty()
          && "kept".equals(said.getFirst());
    }

    @Override
    public boolean over() {
      return answer.isDone();
    }

    @Override
    public Outcome outcome() {
      return RedissonStore.this.outcome(
          hear(() -> link.finish(call, answer), Replies::written), last, changed);
    }
  }

  @Override
  public StoreRefusals refusals() {
    return refused.now();
  }

  @Override
  public void readersUse(StoreName active) {
    calls.readersUse(active);
  }

  /**
   * Tries every command and every kind of key that the service writes, under {@code btc:check:*}
   * where that is possible, and changes nothing that anyone reads. Connects if need be.
   *
   * @param seen a text to leave under {@code btc:check:seen} for ten seconds; empty for none
   */
  public WriteTrial tryWrites(String seen) {
    Reply reply =
        ask(
            connector.connect(),
            link ->
                ScriptCall.of(
                    Script.TRY,
                    link.keys(),
                    publishing.names().theirs(),
                    publishing.compatKeys() ? "1" : "0",
                    seen),
            answer -> Replies.texts(answer, 2));
    return switch (reply) {
      case Unsaid(Failure failure) -> new WriteTrial.Failed(failure);
      case Said(List<String> values) -> {
        List<String> refusals = new ArrayList<>();
        for (int i = 2; i + 1 < values.size(); i += 2) {
          refusals.add(values.get(i) + ": " + failures.said(values.get(i + 1)));
        }
        yield new WriteTrial.Tried(refusals);
      }
    };
  }

  @Override
  public ReadPort reads() {
    return reads;
  }

  @Override
  public void close() {
    reads.close();
    connector.close();
  }

  /** The server that was written to last, of those the store is made of; empty if none is. */
  public Optional<Topology.Node> node() {
    return connector.node();
  }

  /** A write whose answer, where it is good, names {@code expected}. */
  private Outcome write(JournalId expected, Set<String> changed, Asking asking) {
    return outcome(ask(connector.way(), asking, Replies::written), expected, changed);
  }

  private Reply ask(Connector.Way way, Asking asking, Shape shape) {
    return switch (way) {
      case Connector.Closed(Failure failure) -> new Unsaid(failure);
      case Connector.Open(StoreConnection link) -> hear(() -> link.run(asking.over(link)), shape);
    };
  }

  /** What is asked over a link. */
  private interface Asking {
    ScriptCall over(StoreConnection link);
  }

  /** A call that waits for its answer. */
  private interface Call {
    Object answer() throws ExecutionException, TimeoutException, InterruptedException;
  }

  /** What an answer has to look like. */
  private interface Shape {
    List<String> of(Object answer) throws Replies.Strange;
  }

  private Reply hear(Call call, Shape shape) {
    try {
      return new Said(shape.of(call.answer()));
    } catch (ExecutionException | TimeoutException | Replies.Strange | RuntimeException e) {
      return broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unsaid(new Failure.Unanswered(failures.text("interrupted")));
    }
  }

  private Unsaid broken(Exception thrown) {
    return unsaid(failures.unanswered(thrown));
  }

  private Unsaid unsaid(Failure failure) {
    switch (failure) {
      case Failure.Refused refusal -> {
        calls.refused(refusal);
        if (ELSEWHERE.contains(refusal.code())) {
          connector.drop();
        }
      }
      case Failure.Unreachable _, Failure.Unanswered _ -> connector.drop();
    }
    return new Unsaid(failure);
  }

  /** What became of a write whose answer, where it is good, names {@code expected}. */
  private Outcome outcome(Reply reply, JournalId expected, Set<String> changed) {
    return switch (reply) {
      case Unsaid(Failure failure) -> new Outcome.Failed(failure);
      case Said(List<String> values) -> {
        try {
          Outcome outcome = Replies.outcome(values);
          if (outcome instanceof Outcome.Applied(JournalId upTo) && !upTo.equals(expected)) {
            yield new Outcome.Failed(broken(new Replies.Strange("that it has " + upTo)).failure());
          }
          if (outcome instanceof Outcome.Applied && values.size() > 2) {
            calls.answered(Replies.effects(values, failures), changed);
          }
          yield outcome;
        } catch (IllegalArgumentException e) {
          yield new Outcome.Failed(illegible(e));
        }
      }
    };
  }

  private Failure illegible(IllegalArgumentException e) {
    return new Failure.Refused(
        "FOREIGN",
        failures.text("btc:feed or a stream is not as we write them: " + e.getMessage()));
  }

  /** What a script answered, or why it did not. */
  private sealed interface Reply {}

  private record Said(List<String> values) implements Reply {}

  private record Unsaid(Failure failure) implements Reply {}
}
