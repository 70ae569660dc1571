package btcfeed.application.simulation;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The host of a store: the fake store, which passes the contract of the real one, behind a network.
 * The network delays, loses answers, breaks, or holds a command back until its caller has given up.
 */
final class StoreServer {
  private static final long TIMEOUT = 500 * HostClock.MILLI;

  /** How it is. */
  enum Mood {
    WELL,
    /** The server is down. */
    DOWN,
    /** Takes commands and carries them out when it wakes; the caller has given up by then. */
    FROZEN,
    /** Answers, and refuses to write. */
    FULL,
    /** Its answers are none: reading them throws. What it was asked may have taken effect. */
    CONFUSED
  }

  final StoreName name;
  final InMemoryStore memory = new InMemoryStore();
  private final World world;
  private final Dice dice;
  private final List<Runnable> late = new ArrayList<>();
  private BooleanSupplier neighbourHangs = () -> false;
  private Mood mood = Mood.WELL;
  private int answersToLose;
  private int answersToConfuse;
  private boolean readable;
  private long slowUntil;
  private long moodSince;
  private long disturbedAt;
  private long contents;

  StoreServer(World world, StoreName name) {
    this.world = world;
    this.dice = world.dice.split();
    this.name = name;
  }

  /** Only a {@link Plant} makes anything of it. */
  void neighbour(StoreServer other) {
    neighbourHangs = () -> other.mood == Mood.FROZEN;
  }

  Mood mood() {
    return mood;
  }

  /** How long it has been as it is, in nanoseconds. */
  long moodFor() {
    return world.clock.nanos() - moodSince;
  }

  /** For how long nothing has been wrong with it, in nanoseconds; 0 while something is. */
  long wellFor() {
    return mood == Mood.WELL && world.clock.nanos() >= slowUntil
        ? world.clock.nanos() - Math.max(disturbedAt, slowUntil)
        : 0;
  }

  void become(Mood next) {
    world.trace.note(() -> name.text() + " is " + next);
    if (mood == Mood.FROZEN && next != Mood.FROZEN) {
      late.forEach(command -> world.timeline.in(dice.millis(0, 50), command));
      late.clear();
    }
    mood = next;
    readable = dice.chance(0.5);
    moodSince = world.clock.nanos();
    disturb();
  }

  /** What it holds is changed behind the service's back. */
  void meddle(Runnable change) {
    change.run();
    contents++;
    disturb();
  }

  /** Grows whenever what it holds was meddled with. */
  long contents() {
    return contents;
  }

  private void disturb() {
    disturbedAt = world.clock.nanos();
  }

  void loseAnswers(int calls) {
    answersToLose = calls;
  }

  /** The next so many answers cannot be read. */
  void confuse(int calls) {
    answersToConfuse = calls;
  }

  void slow(long nanos) {
    slowUntil = world.clock.nanos() + nanos;
  }

  void calm() {
    answersToLose = 0;
    answersToConfuse = 0;
    slowUntil = Math.min(slowUntil, world.clock.nanos());
    if (mood != Mood.WELL) {
      become(Mood.WELL);
    }
  }

  /** A writer's connection, for one life of the service. */
  PricePort open() {
    return new Link(memory.open());
  }

  /** A connection for the lease, for one life of the service. */
  LeasePort openLease() {
    return new LeaseLink(memory.openLease());
  }

  private final class LeaseLink implements LeasePort {
    private final LeasePort lease;

    LeaseLink(LeasePort lease) {
      this.lease = lease;
    }

    @Override
    public Answer observe(Optional<InstanceReport> announced) {
      return call("observe", announced.isPresent(), () -> lease.observe(announced));
    }

    @Override
    public Answer take(
        WriterLease wanted,
        Duration length,
        boolean evenIfHeld,
        Optional<InstanceReport> announced) {
      return call("take", true, () -> lease.take(wanted, length, evenIfHeld, announced));
    }

    @Override
    public Answer release(WriterLease held) {
      return call("release", true, () -> lease.release(held));
    }

    private Answer call(String what, boolean writes, Supplier<Answer> command) {
      world.killer.point("before " + what);
      Supplier<Answer> now =
          () -> {
            memory.leaseTime(world.clock.nanos() / HostClock.MILLI);
            return command.get();
          };
      Answer answer =
          switch (mood) {
            case WELL -> {
              latency();
              Answer done = now.get();
              if (loses()) {
                world.clock.spend(TIMEOUT);
                yield new Answer.Failed(new PricePort.Failure.Unanswered("lost"));
              }
              yield done;
            }
            case CONFUSED -> throw nonsense();
            case FULL ->
                writes
                    ? new Answer.Failed(new PricePort.Failure.Refused("OOM", "full"))
                    : now.get();
            case DOWN -> new Answer.Failed(new PricePort.Failure.Unreachable("down"));
            case FROZEN -> {
              world.clock.spend(TIMEOUT);
              late.add(
                  () -> {
                    Answer _ = now.get();
                  });
              yield new Answer.Failed(new PricePort.Failure.Unanswered("frozen"));
            }
          };
      world.killer.point("after " + what);
      return answer;
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  private void latency() {
    world.clock.spend(
        world.clock.nanos() < slowUntil ? dice.millis(50, 450) : dice.between(100_000, 5_000_000));
  }

  /** True if an answer cannot be read. */
  private boolean confused() {
    if (mood == Mood.CONFUSED) {
      return true;
    }
    if (answersToConfuse == 0) {
      return false;
    }
    answersToConfuse--;
    disturb();
    return true;
  }

  private RuntimeException nonsense() {
    world.trace.note(() -> name.text() + " answers nonsense");
    switch ((int) dice.between(0, 4)) {
      case 0 -> throw new StackOverflowError("nonsense");
      case 1 -> throw new AssertionError("nonsense");
      case 2 -> throw new NoSuchElementException("nonsense");
      case 3 -> throw new NullPointerException("nonsense");
      default -> throw new ClassCastException("nonsense");
    }
  }

  /** True if answers are lost. */
  private boolean loses() {
    if (answersToLose == 0) {
      return false;
    }
    answersToLose--;
    disturb();
    return true;
  }

  private final class Link implements PricePort {
    private final PricePort store;
    private Optional<SentBatch> sent = Optional.empty();

    Link(PricePort store) {
      this.store = store;
    }

    @Override
    public PositionResult position() {
      alone("position");
      world.killer.point("before a position is read");
      return switch (mood) {
        case WELL, FULL, CONFUSED -> {
          latency();
          if (!(mood == Mood.CONFUSED && readable) && confused()) {
            throw nonsense();
          }
          if (loses()) {
            world.clock.spend(TIMEOUT);
            yield new PositionResult.Failed(new PricePort.Failure.Unanswered("lost"));
          }
          yield store.position();
        }
        case DOWN -> new PositionResult.Failed(new PricePort.Failure.Unreachable("down"));
        case FROZEN -> {
          world.clock.spend(TIMEOUT);
          yield new PositionResult.Failed(new PricePort.Failure.Unanswered("frozen"));
        }
      };
    }

    @Override
    public Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
      return call("claim after " + after, () -> store.claim(lease, lineage, after, read));
    }

    @Override
    public Outcome cutAfter(WriterLease lease, JournalId after) {
      return call("cut after " + after, () -> store.cutAfter(lease, after));
    }

    @Override
    public Outcome apply(Batch batch, JournalId after) {
      return call(
          "keep " + batch + " after " + after,
          () -> store.apply(Sabotage.kept(world.plant, batch), after));
    }

    /** Sends it off; what the store does with it, and the answer, come later on the timeline. */
    @Override
    public PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
      String what = "begun: keep " + batch + " after " + after;
      alone(what);
      world.killer.point("before " + what);
      if (dice.chance(0.1)) {
        return new PendingWrite.Completed(apply(batch, after));
      }
      if (mood == Mood.CONFUSED && dice.chance(0.3)) {
        throw nonsense();
      }
      SentBatch mine =
          new SentBatch(
              world, what, () -> store.apply(Sabotage.kept(world.plant, batch), after), answered);
      sent = Optional.of(mine);
      if (hungUp()) {
        world.timeline.in(TIMEOUT, () -> mine.answer(unanswered("the other one hangs")));
      } else if (mood == Mood.WELL && dice.chance(0.05)) {
        // Another thread has the answer before this one is back.
        mine.answer(mine.apply());
      } else {
        world.timeline.in(networkNanos(), () -> arrive(mine));
      }
      world.killer.point("after " + what);
      return mine;
    }

    private void arrive(SentBatch batch) {
      switch (mood) {
        case DOWN -> batch.answer(new Outcome.Failed(new PricePort.Failure.Unreachable("down")));
        case FULL -> batch.answer(new Outcome.Failed(new PricePort.Failure.Refused("OOM", "full")));
        case FROZEN -> {
          late.add(batch::apply);
          world.timeline.in(TIMEOUT, () -> batch.answer(unanswered("frozen")));
        }
        case WELL, CONFUSED -> {
          if (confused()) {
            if (dice.chance(0.5)) {
              Outcome _ = batch.apply();
            }
            world.timeline.in(networkNanos(), () -> batch.answer(this::throwNonsense));
          } else {
            Outcome done = batch.apply();
            boolean lost = loses();
            world.timeline.in(
                lost ? TIMEOUT : networkNanos(),
                () -> batch.answer(lost ? unanswered("lost") : done));
          }
        }
      }
    }

    private Outcome throwNonsense() {
      throw nonsense();
    }

    private long networkNanos() {
      return world.clock.nanos() < slowUntil
          ? dice.millis(25, 225)
          : dice.between(50_000, 2_500_000);
    }

    @Override
    public Outcome applyCritical(Batch newest, JournalId after) {
      return call("critical " + newest, () -> store.applyCritical(newest, after));
    }

    @Override
    public Outcome probe(JournalId after) {
      return call("probe", () -> store.probe(after));
    }

    @Override
    public ReadPort reads() {
      return store.reads();
    }

    @Override
    public void close() {
      store.close();
    }

    private Outcome call(String what, Supplier<Outcome> command) {
      alone(what);
      world.killer.point("before " + what);
      if (hungUp()) {
        world.clock.spend(TIMEOUT);
        return unanswered("the other one hangs");
      }
      Outcome outcome =
          switch (mood) {
            case WELL, CONFUSED -> {
              latency();
              if (confused()) {
                if (dice.chance(0.5)) {
                  Outcome _ = command.get();
                }
                throw nonsense();
              }
              Outcome done = command.get();
              if (loses()) {
                world.clock.spend(TIMEOUT);
                yield unanswered("lost");
              }
              yield done;
            }
            case DOWN -> new Outcome.Failed(new PricePort.Failure.Unreachable("down"));
            case FULL -> new Outcome.Failed(new PricePort.Failure.Refused("OOM", "full"));
            case FROZEN -> {
              world.clock.spend(TIMEOUT);
              late.add(
                  () -> {
                    Outcome then = command.get();
                    world.trace.note(() -> name.text() + " comes to it: " + what + ": " + then);
                  });
              yield unanswered("frozen");
            }
          };
      world.trace.note(() -> name.text() + ": " + what + ": " + outcome);
      world.killer.point("after " + what);
      return outcome;
    }

    private boolean hungUp() {
      return world.plant == Plant.STORES_WAIT_FOR_EACH_OTHER && neighbourHangs.getAsBoolean();
    }

    private static Outcome unanswered(String detail) {
      return new Outcome.Failed(new PricePort.Failure.Unanswered(detail));
    }

    /** The port's contract: no other call before a batch's outcome was taken. */
    private void alone(String what) {
      if (sent.filter(SentBatch::outcomeDue).isPresent()) {
        throw world.broken("one call at a time", what + " while a batch is on its way");
      }
    }
  }
}
