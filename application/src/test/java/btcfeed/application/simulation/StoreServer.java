package btcfeed.application.simulation;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The host of a store: the fake store, which passes the contract of the real one, behind a network.
 * The network delays, loses answers, breaks, or holds a command back until its caller has given up.
 */
final class StoreServer {
  static final long TIMEOUT = 500 * TrueTime.MILLI;
  static final long READ = TrueTime.MILLI;

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
    CONFUSED,
    /** For one host: commands and answers are lost on the way. */
    UNANSWERING
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
  private long cuts;
  private long writes;
  private WriterLease writer = WriterLease.NONE_YET;

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

  /** A writer's connection, for one life of a service. */
  PricePort open(Instance host) {
    return new StoreLink(world, this, host, memory.open());
  }

  /** A connection for the lease, for one life of a service. */
  LeasePort openLease(Instance host) {
    return new LeaseLink(world, this, host, memory.openLease());
  }

  /** How it is for this host, which may not reach it. */
  Mood mood(Instance host) {
    return host.sees(name, mood);
  }

  /** It carries this out when it wakes. */
  void later(Runnable command) {
    late.add(command);
  }

  boolean isReadable() {
    return readable;
  }

  boolean neighbourHangs() {
    return world.plant == Plant.STORES_WAIT_FOR_EACH_OTHER && neighbourHangs.getAsBoolean();
  }

  long networkNanos() {
    return world.clock.nanos() < slowUntil ? dice.millis(25, 225) : dice.between(50_000, 2_500_000);
  }

  boolean chance(double probability) {
    return dice.chance(probability);
  }

  /** What it shows of its lease now. */
  LeaseView lease() {
    memory.leaseTime(world.clock.nanos() / TrueTime.MILLI);
    return switch (memory.openLease().observe(Optional.empty())) {
      case LeasePort.Answer.Seen(LeaseView view) -> view;
      case LeasePort.Answer.Failed(var failure) ->
          throw new IllegalStateException(failure.detail());
    };
  }

  /**
   * An instance has changed it.
   *
   * @param lease under which it did
   * @param before what the store showed until then
   * @param ends true if the change may end the lease of a lower epoch
   */
  void wrote(WriterLease lease, LeaseView before, boolean ends) {
    if (before.isHeldByAnother(lease.instance()) && !(ends && lease.isLaterThan(before.holder()))) {
      throw world.broken(
          "one writer", name.text() + " takes a write of " + lease + " and shows " + before);
    }
    writer = lease;
    writes++;
  }

  /** The lease under which it was changed last. */
  WriterLease writer() {
    return writer;
  }

  /** Grows with each change that an instance makes. */
  long writes() {
    return writes;
  }

  /** Another leader's entries were removed from it, so what was checked of it may be gone. */
  void wasCut() {
    cuts++;
  }

  /** Grows whenever entries were removed from it by a leader. */
  long cuts() {
    return cuts;
  }

  void latency() {
    world.clock.spend(
        world.clock.nanos() < slowUntil ? dice.millis(50, 450) : dice.between(100_000, 5_000_000));
  }

  /** True if an answer cannot be read. */
  boolean confused(Mood seen) {
    if (seen == Mood.CONFUSED) {
      return true;
    }
    if (answersToConfuse == 0) {
      return false;
    }
    answersToConfuse--;
    disturb();
    return true;
  }

  RuntimeException nonsense() {
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
  boolean loses() {
    if (answersToLose == 0) {
      return false;
    }
    answersToLose--;
    disturb();
    return true;
  }
}
