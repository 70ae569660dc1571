package btcfeed.application.simulation;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import btcfeed.testsupport.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A store's host: the fake store, which passes the contract of the real one, behind a network that
 * delays, loses answers, breaks, or holds a command back until nobody waits for it any more.
 */
final class StoreServer {
  private static final long TIMEOUT = 500 * HostClock.MILLI;

  /** How it is. */
  enum Mood {
    WELL,
    /** Nobody listens there. */
    DOWN,
    /** Takes commands and carries them out when it wakes; the caller has given up by then. */
    FROZEN,
    /** Answers, and refuses to write. */
    FULL
  }

  final StoreName name;
  final InMemoryStore memory = new InMemoryStore();
  private final World world;
  private final Dice dice;
  private final List<Runnable> late = new ArrayList<>();
  private BooleanSupplier neighbourHangs = () -> false;
  private Mood mood = Mood.WELL;
  private int answersToLose;
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

  void slow(long nanos) {
    slowUntil = world.clock.nanos() + nanos;
  }

  void calm() {
    answersToLose = 0;
    slowUntil = Math.min(slowUntil, world.clock.nanos());
    if (mood != Mood.WELL) {
      become(Mood.WELL);
    }
  }

  /** A writer's connection, for one life of the service. */
  PricePort open() {
    return new Link(memory.open());
  }

  private void latency() {
    world.clock.spend(
        world.clock.nanos() < slowUntil ? dice.millis(50, 450) : dice.between(100_000, 5_000_000));
  }

  private final class Link implements PricePort {
    private final PricePort store;

    Link(PricePort store) {
      this.store = store;
    }

    @Override
    public Reading position() {
      world.killer.point("before a position is read");
      return switch (mood) {
        case WELL, FULL -> {
          latency();
          yield loses() ? new Reading.Failed(new Failure.Unanswered("lost")) : store.position();
        }
        case DOWN -> new Reading.Failed(new Failure.Unreachable("down"));
        case FROZEN -> {
          world.clock.spend(TIMEOUT);
          yield new Reading.Failed(new Failure.Unanswered("frozen"));
        }
      };
    }

    @Override
    public Outcome claim(WriterSeat seat, JournalId after, StorePosition read) {
      return call("claim after " + after, () -> store.claim(seat, after, read));
    }

    @Override
    public Outcome keep(Batch batch, JournalId after) {
      return call(
          "keep " + batch + " after " + after,
          () -> store.keep(Sabotage.kept(world.plant, batch), after));
    }

    @Override
    public Outcome keepCritical(Batch newest, JournalId after) {
      return call("critical " + newest, () -> store.keepCritical(newest, after));
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
      world.killer.point("before " + what);
      if (world.plant == Plant.STORES_WAIT_FOR_EACH_OTHER && neighbourHangs.getAsBoolean()) {
        world.clock.spend(TIMEOUT);
        return new Outcome.Failed(new Failure.Unanswered("the other one hangs"));
      }
      Outcome outcome =
          switch (mood) {
            case WELL -> {
              latency();
              Outcome done = command.get();
              yield loses() ? new Outcome.Failed(new Failure.Unanswered("lost")) : done;
            }
            case DOWN -> new Outcome.Failed(new Failure.Unreachable("down"));
            case FULL -> new Outcome.Failed(new Failure.Refused("OOM", "full"));
            case FROZEN -> {
              world.clock.spend(TIMEOUT);
              late.add(
                  () -> {
                    Outcome then = command.get();
                    world.trace.note(() -> name.text() + " comes to it: " + what + ": " + then);
                  });
              yield new Outcome.Failed(new Failure.Unanswered("frozen"));
            }
          };
      world.trace.note(() -> name.text() + ": " + what + ": " + outcome);
      world.killer.point("after " + what);
      return outcome;
    }

    private boolean loses() {
      if (answersToLose == 0) {
        return false;
      }
      answersToLose--;
      disturb();
      world.clock.spend(TIMEOUT);
      return true;
    }
  }
}
