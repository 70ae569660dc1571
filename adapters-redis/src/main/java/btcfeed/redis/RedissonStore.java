package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
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
import java.util.function.Predicate;

/**
 * One Redis as a {@link PricePort}, through Redisson.
 *
 * <p>{@link #position} connects if there is no usable connection. A connection that breaks, or
 * gives no answer to a call, is discarded, and the next {@code position} makes a new one in about
 * 10 ms. A discarded call that arrives late does no harm, because every script first checks the
 * lease and the cursor. Where there are several servers, each new connection first finds the
 * master.
 *
 * <p>Threads: one at a time. Time: {@code target.timeout()} for a call, and twice that for a {@code
 * position} that connects. The very first takes up to 10 s more to load the client's classes. A
 * lost connection fails a waiting call at once.
 */
public final class RedissonStore implements PricePort {
  private static final Outcome NOT_CLAIMED = new Outcome.Diverged("the lease was never claimed");

  private final Failures failures;
  private final Connector connector;
  private final StoreReads reads;
  private final RefusedEffects refused;
  private final WriterCalls calls;
  private WriterLease lease = WriterLease.NONE_YET;

  /** A single store. Does not connect yet. */
  public RedissonStore(RedisTarget target, Publishing publishing, Clock clock) {
    this(target, publishing, clock, Optional.empty(), AddressLookup.SYSTEM);
  }

  /** One of two stores. Does not connect yet. */
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
    KeyNames.requireOneSlot(target, publishing.names());
    this.failures = new Failures(target);
    this.connector = new Connector(target, publishing.names(), failures, clock, lookup);
    this.reads = new StoreReads(target, publishing.names(), failures, clock, lookup);
    this.refused = new RefusedEffects(clock);
    this.calls =
        new WriterCalls(publishing, name.map(StoreName::text).orElse(""), cluster, refused, clock);
  }

  @Override
  public PositionResult position() {
    return switch (run(
        connector.connect(),
        connection -> ScriptCall.of(Script.POSITION, connection.keys()),
        Replies::position)) {
      case Reply.Fields(List<String> fields) -> {
        try {
          yield new PositionResult.At(Replies.position(fields));
        } catch (IllegalArgumentException e) {
          yield new PositionResult.Failed(failures.foreign(e));
        }
      }
      case Reply.None(Failure failure) -> new PositionResult.Failed(failure);
    };
  }

  @Override
  public Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
    return claim(lease, lineage, after, read, false);
  }

  @Override
  public Outcome claimAndRefill(WriterLease lease, Lineage lineage, StorePosition read) {
    return claim(lease, lineage, JournalId.START, read, true);
  }

  private Outcome claim(
      WriterLease lease, Lineage lineage, JournalId after, StorePosition read, boolean refill) {
    this.lease = lease;
    return write(
        after::equals,
        Set.of(),
        connection -> calls.claim(connection, lease, lineage, after, read, refill));
  }

  @Override
  public Outcome cutAfter(WriterLease lease, JournalId after) {
    return write(
        cursor -> !after.isAfter(cursor),
        Set.of(),
        connection -> WriterCalls.cut(connection, lease, after));
  }

  @Override
  public Outcome apply(Batch batch, JournalId after) {
    return apply(batch, after, batch.last(), false);
  }

  @Override
  public Outcome applyCritical(Batch newest, JournalId after) {
    return apply(newest, after, after, true);
  }

  private Outcome apply(Batch batch, JournalId after, JournalId cursor, boolean ahead) {
    return hasLease()
        ? write(
            cursor::equals,
            calls.changed(batch),
            connection -> calls.apply(connection, lease, batch, after, cursor, ahead))
        : NOT_CLAIMED;
  }

  @Override
  public Outcome probe(JournalId after) {
    return hasLease()
        ? write(after::equals, Set.of(), connection -> calls.probe(connection, lease, after))
        : NOT_CLAIMED;
  }

  private boolean hasLease() {
    return !lease.equals(WriterLease.NONE_YET);
  }

  @Override
  public PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
    if (!hasLease()) {
      return new PendingWrite.Completed(NOT_CLAIMED);
    }
    return switch (connector.current()) {
      case Connector.Access.Closed(Failure failure) ->
          new PendingWrite.Completed(new Outcome.Failed(failure));
      case Connector.Access.Open(StoreConnection connection) -> {
        ScriptCall call = calls.apply(connection, lease, batch, after, batch.last(), false);
        try {
          CompletableFuture<Object> answer = connection.begin(call);
          var _ = answer.whenComplete((_, _) -> answered.run());
          yield sent(connection, call, answer, batch.last(), calls.changed(batch));
        } catch (RuntimeException e) {
          yield new PendingWrite.Completed(new Outcome.Failed(failed(e).failure()));
        }
      }
    };
  }

  private PendingWrite sent(
      StoreConnection connection,
      ScriptCall call,
      CompletableFuture<Object> answer,
      JournalId last,
      Set<String> changed) {
    return new PendingWrite() {
      @Override
      public boolean isApplied() {
        return answer.state() == Future.State.SUCCESS
            && answer.resultNow() instanceof List<?> fields
            && !fields.isEmpty()
            && "applied".equals(fields.getFirst());
      }

      @Override
      public boolean isDone() {
        return answer.isDone();
      }

      @Override
      public Outcome outcome() {
        Reply reply = reply(() -> connection.finish(call, answer), Replies::written);
        return RedissonStore.this.outcome(reply, last::equals, changed);
      }
    };
  }

  @Override
  public StoreRefusals refusals() {
    return refused.now();
  }

  @Override
  public void announceActiveStore(StoreName active) {
    calls.announceActiveStore(active);
  }

  /**
   * Tries every command and every kind of key that the service writes, if possible under {@code
   * btc:check:*}, and changes nothing that readers see. Connects if need be.
   *
   * @param seen a text to leave under {@code btc:check:seen} for ten seconds; empty for none
   */
  public WriteTrial tryWrites(String seen) {
    return switch (run(
        connector.connect(),
        connection -> calls.trial(connection, seen),
        answer -> Replies.texts(answer, 2))) {
      case Reply.None(Failure failure) -> new WriteTrial.Failed(failure);
      case Reply.Fields(List<String> fields) -> {
        List<String> refusals = new ArrayList<>();
        for (int i = 2; i + 1 < fields.size(); i += 2) {
          refusals.add(fields.get(i) + ": " + failures.meaning(fields.get(i + 1)));
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

  /** The server of the present connection, of those the store is made of; empty without one. */
  public Optional<Topology.Node> node() {
    return connector.node();
  }

  private sealed interface Reply {
    record Fields(List<String> fields) implements Reply {}

    record None(Failure failure) implements Reply {}
  }

  private interface Request {
    ScriptCall on(StoreConnection connection);
  }

  private interface Call {
    Object answer() throws ExecutionException, TimeoutException, InterruptedException;
  }

  private interface Shape {
    List<String> check(Object answer) throws Replies.Unexpected;
  }

  private Reply run(Connector.Access access, Request request, Shape shape) {
    return switch (access) {
      case Connector.Access.Closed(Failure failure) -> new Reply.None(failure);
      case Connector.Access.Open(StoreConnection connection) ->
          reply(() -> connection.run(request.on(connection)), shape);
    };
  }

  private Reply reply(Call call, Shape shape) {
    try {
      return new Reply.Fields(shape.check(call.answer()));
    } catch (ExecutionException | TimeoutException | Replies.Unexpected | RuntimeException e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new Failure.Unanswered(failures.text("interrupted")));
    }
  }

  private Reply.None failed(Exception thrown) {
    return failed(failures.unanswered(thrown));
  }

  /** Discards a connection that is not to be used again. */
  private Reply.None failed(Failure failure) {
    if (failure instanceof Failure.Refused refusal) {
      calls.refused(refusal);
    }
    if (Failures.endsConnection(failure)) {
      connector.drop();
    }
    return new Reply.None(failure);
  }

  private Outcome write(Predicate<JournalId> expected, Set<String> changed, Request request) {
    return outcome(run(connector.current(), request, Replies::written), expected, changed);
  }

  /** The outcome of a write; success must report an expected cursor. */
  private Outcome outcome(Reply reply, Predicate<JournalId> expected, Set<String> changed) {
    return switch (reply) {
      case Reply.None(Failure failure) -> new Outcome.Failed(failure);
      case Reply.Fields(List<String> fields) -> {
        try {
          Outcome outcome = Replies.outcome(fields);
          if (outcome instanceof Outcome.Applied(JournalId cursor) && !expected.test(cursor)) {
            yield new Outcome.Failed(
                failed(new Replies.Unexpected("the cursor " + cursor)).failure());
          }
          if (outcome instanceof Outcome.Applied && fields.size() > 2) {
            calls.answered(Replies.effects(fields, failures), changed);
          }
          yield outcome;
        } catch (IllegalArgumentException e) {
          yield new Outcome.Failed(failures.foreign(e));
        }
      }
    };
  }
}
