package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import btcfeed.domain.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * One Redis as a {@link PricePort}, through Redisson.
 *
 * <p>Connects when {@link #position} is called and there is no good connection; the server may be
 * away. A connection that breaks, or leaves a call without an answer, is thrown away, and the next
 * {@code position} makes a new one (about 10 ms). A call that comes late from a connection thrown
 * away does no harm: every script checks seat and mark first. Where there are several servers, each
 * new connection begins by asking which of them is the master.
 *
 * <p>Threads: as the port says, one at a time; {@link #refusedEffects} and {@link
 * #lastRefusedEffect} any. Time: {@code target.timeout()} for a call, twice that for a {@code
 * position} that has to connect, and up to 10 s more for the very first, while the client's classes
 * are loaded. A connection that is gone fails a waiting call at once.
 */
public final class RedissonStore implements PricePort {
  /** What a server says that has stopped being the one to write to. */
  private static final Set<String> ELSEWHERE =
      Set.of("READONLY", "MOVED", "ASK", "CLUSTERDOWN", "MASTERDOWN");

  private final Publishing publishing;
  // As the script takes them: each between blanks.
  private final String onlyKeys;
  private final Clock clock;
  private final Failures failures;
  private final Connector connector;
  private final StoreReads reads;
  private final AtomicLong refusedEffects = new AtomicLong();
  private volatile String lastRefusedEffect = "";
  private WriterSeat seat = WriterSeat.VACANT;

  /** Does not connect yet. */
  public RedissonStore(RedisTarget target, Publishing publishing, Clock clock) {
    if (target.topology() instanceof Topology.Cluster && !publishing.names().oneSlot()) {
      throw new IllegalArgumentException(
          "in a cluster all keys are under one prefix with a hash tag, such as {btc}:");
    }
    this.publishing = publishing;
    this.onlyKeys =
        publishing.onlyKeys().stream().map(key -> " " + key + " ").collect(Collectors.joining());
    this.clock = clock;
    this.failures = new Failures(target);
    this.connector = new Connector(target, publishing.names(), failures, clock);
    this.reads = new StoreReads(target, publishing.names(), failures, clock);
  }

  @Override
  public Reading position() {
    return switch (ask(connector.connect(), Script.POSITION)) {
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
  public Outcome claim(WriterSeat seat, JournalId after, StorePosition read) {
    Outcome outcome =
        outcome(
            ask(
                connector.way(),
                Script.CLAIM,
                seat.epoch(),
                seat.instance(),
                seat.startedUs(),
                after,
                read.seat().epoch(),
                read.seat().instance(),
                read.seat().startedUs(),
                read.applied(),
                read.appliedTicks(),
                read.appliedGaps(),
                read.ticks(),
                read.gaps()));
    this.seat = seat;
    return outcome;
  }

  @Override
  public Outcome keep(Batch batch, JournalId after) {
    return keep(batch, after, batch.last(), publishing.streams());
  }

  @Override
  public Outcome keepCritical(Batch newest, JournalId after) {
    return keep(newest, after, after, false);
  }

  @Override
  public Keeping begin(Batch batch, JournalId after, Runnable answered) {
    if (seat.equals(WriterSeat.VACANT)) {
      return new Keeping.Over(notClaimed());
    }
    Object[] arguments = arguments(batch, after, batch.last(), publishing.streams());
    return switch (connector.way()) {
      case Connector.Closed(Failure failure) -> new Keeping.Over(new Outcome.Failed(failure));
      case Connector.Open(Link link) -> {
        CompletableFuture<List<?>> answer = link.begin(Script.KEEP, arguments);
        var _ = answer.whenComplete((_, _) -> answered.run());
        yield new Begun(link, answer, arguments);
      }
    };
  }

  /** A batch that was sent off. */
  private final class Begun implements Keeping {
    private final Link link;
    private final CompletableFuture<List<?>> answer;
    private final Object[] arguments;

    private Begun(Link link, CompletableFuture<List<?>> answer, Object[] arguments) {
      this.link = link;
      this.answer = answer;
      this.arguments = arguments;
    }

    @Override
    public boolean kept() {
      return answer.state() == Future.State.SUCCESS && answer.resultNow().getFirst().equals("kept");
    }

    @Override
    public boolean over() {
      return answer.isDone();
    }

    @Override
    public Outcome outcome() {
      return RedissonStore.this.outcome(hear(() -> link.finish(Script.KEEP, answer, arguments)));
    }
  }

  private Outcome keep(Batch batch, JournalId after, JournalId mark, boolean streams) {
    if (seat.equals(WriterSeat.VACANT)) {
      return notClaimed();
    }
    return outcome(ask(connector.way(), Script.KEEP, arguments(batch, after, mark, streams)));
  }

  private Object[] arguments(Batch batch, JournalId after, JournalId mark, boolean streams) {
    return new Object[] {
      seat.epoch(),
      seat.instance(),
      after,
      mark,
      clock.wallUs(),
      publishing.news().toNanos() / 1000,
      publishing.streamMaxLength(),
      publishing.historyLength(),
      publishing.compatKeys() ? "1" : "0",
      streams ? "1" : "0",
      onlyKeys,
      batch,
      publishing.names().theirs()
    };
  }

  @Override
  public Outcome probe(JournalId after) {
    if (seat.equals(WriterSeat.VACANT)) {
      return notClaimed();
    }
    return outcome(
        ask(connector.way(), Script.PROBE, seat.epoch(), seat.instance(), after, clock.wallUs()));
  }

  /**
   * Writes and removes a key of its own, {@code btc:check}: shows that the store takes writes, and
   * changes nothing that anyone reads. Connects if need be; fails as the other calls do.
   */
  public Outcome tryWrite() {
    return outcome(ask(connector.connect(), Script.TRY));
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

  /**
   * How many of the things derived from ticks (latest values, trimming, compatibility) the store
   * refused since start. Each is lost for good, unlike a tick.
   */
  public long refusedEffects() {
    return refusedEffects.get();
  }

  /** The last of them and why; empty if none. */
  public String lastRefusedEffect() {
    return lastRefusedEffect;
  }

  private static Outcome notClaimed() {
    return new Outcome.Diverged("the seat was never taken");
  }

  private Reply ask(Connector.Way way, Script script, Object... arguments) {
    return switch (way) {
      case Connector.Closed(Failure failure) -> new Unsaid(failure);
      case Connector.Open(Link link) -> hear(() -> link.run(script, arguments));
    };
  }

  /** A call that waits for its answer. */
  private interface Call {
    List<?> answer() throws ExecutionException, TimeoutException, InterruptedException;
  }

  private Reply hear(Call call) {
    try {
      return new Said(call.answer().stream().map(String::valueOf).toList());
    } catch (ExecutionException | TimeoutException e) {
      return unsaid(failures.unanswered(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unsaid(new Failure.Unanswered(failures.text("interrupted")));
    }
  }

  private Reply unsaid(Failure failure) {
    switch (failure) {
      case Failure.Refused(String code, _) -> {
        if (ELSEWHERE.contains(code)) {
          connector.drop();
        }
      }
      case Failure.Unreachable _, Failure.Unanswered _ -> connector.drop();
    }
    return new Unsaid(failure);
  }

  private Outcome outcome(Reply reply) {
    return switch (reply) {
      case Unsaid(Failure failure) -> new Outcome.Failed(failure);
      case Said(List<String> values) -> {
        try {
          countRefused(values);
          yield Replies.outcome(values);
        } catch (IllegalArgumentException e) {
          yield new Outcome.Failed(illegible(e));
        }
      }
    };
  }

  private void countRefused(List<String> values) {
    if (values.getFirst().equals("kept") && values.size() == 4 && !values.get(2).equals("0")) {
      refusedEffects.addAndGet(Long.parseLong(values.get(2)));
      lastRefusedEffect = failures.text(values.get(3));
    }
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
