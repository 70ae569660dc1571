package btcfeed.application.lead;

import btcfeed.application.replicate.StoreLease;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.LeasePort.Answer;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the lease of one store, or of the witness: observes it while this instance follows, renews
 * it while this instance leads. A store that does not answer delays no other.
 *
 * <p>Its worker makes the calls; {@link #wants} and {@link #seen} are for any thread.
 */
public final class LeaseWatch implements Step, AutoCloseable {
  /** How often a follower looks: bounds how long it takes to notice that the lease has ended. */
  static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final long ANNOUNCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long RENEW_NANOS = Duration.ofMillis(500).toNanos();
  private static final long AFTER_FAILURE_NANOS = Duration.ofMillis(250).toNanos();

  /** What the lease is to be. */
  sealed interface Wish {
    record Observe() implements Wish {}

    /**
     * @param evenIfHeld true to end the lease of a leader with a lower epoch
     */
    record Take(WriterLease lease, boolean evenIfHeld) implements Wish {}

    record Release(WriterLease lease) implements Wish {}
  }

  /**
   * The last answer.
   *
   * @param wish what was asked
   * @param askedNanos when it was asked: what the answer shows is not older
   * @param heldUntilNanos until when the lease of another instance may hold, as far as is known
   */
  record Sighting(Wish wish, Answer answer, long askedNanos, long heldUntilNanos) {
    Optional<LeaseView> view() {
      return answer instanceof Answer.Seen(LeaseView view) ? Optional.of(view) : Optional.empty();
    }
  }

  private static final Wish OBSERVE = new Wish.Observe();

  private final String name;
  private final String instance;
  private final LeasePort port;
  private final Duration length;
  private final Supplier<InstanceReport> announcement;
  private final Clock clock;
  private volatile Wish wish = OBSERVE;
  private volatile Optional<Sighting> seen = Optional.empty();
  private volatile Optional<WriterLease> granted = Optional.empty();
  private volatile Signal self = () -> {};
  private volatile Signal changed = () -> {};
  private long announcedNanos;

  /**
   * @param name of the store or the witness, for people and threads
   * @param instance the name of this instance
   * @param length of the lease
   * @param announcement what this instance announces about itself
   */
  public LeaseWatch(
      String name,
      String instance,
      LeasePort port,
      Duration length,
      Supplier<InstanceReport> announcement,
      Clock clock) {
    this.name = name;
    this.instance = instance;
    this.port = port;
    this.length = length;
    this.announcement = announcement;
    this.clock = clock;
    this.announcedNanos = clock.nanos() - ANNOUNCE_NANOS;
  }

  /** Sets the signals. Before the first step. */
  public void wakeWith(Signal own, Signal onAnswer) {
    self = own;
    changed = onAnswer;
  }

  public String name() {
    return name;
  }

  /** What the store shows, for a sender that may not write. */
  StoreLease shown() {
    if (seen.isEmpty()) {
      return new StoreLease.NotAsked();
    }
    return switch (seen.get().answer()) {
      case Answer.Failed(Failure failure) -> new StoreLease.Unknown(failure);
      case Answer.Seen(LeaseView view) -> new StoreLease.Followed(view);
    };
  }

  /** True once the store has granted this lease, until it shows another holder. */
  boolean granted(WriterLease lease) {
    return granted.isPresent() && granted.get().equals(lease);
  }

  /** True if the store has answered whether it grants this lease. */
  boolean answered(WriterLease lease) {
    return seen.filter(
            last -> last.wish() instanceof Wish.Take(WriterLease of, _) && of.equals(lease))
        .isPresent();
  }

  /** True if the store did not grant this lease. */
  boolean refused(WriterLease lease) {
    return answered(lease) && !granted(lease) && seen.flatMap(Sighting::view).isPresent();
  }

  /** Gives the lease back with the next step. */
  void release(WriterLease lease) {
    wants(new Wish.Release(lease));
  }

  void wants(Wish next) {
    synchronized (this) {
      if (wish.equals(next)) {
        return;
      }
      wish = next;
    }
    self.wake();
  }

  private synchronized void released(Wish wanted) {
    if (wish.equals(wanted)) {
      wish = OBSERVE;
    }
  }

  void observes() {
    wants(OBSERVE);
  }

  /** Empty before the first answer. */
  Optional<Sighting> seen() {
    return seen;
  }

  @Override
  public long step() {
    Wish wanted = wish;
    long asked = clock.nanos();
    Answer answer = answer(wanted, announcement(asked));
    long heldUntil = seen.map(Sighting::heldUntilNanos).orElse(asked);
    if (answer instanceof Answer.Seen(LeaseView view)) {
      heldUntil = view.isHeldByAnother(instance) ? asked + view.left().toNanos() : asked;
      granted =
          wanted instanceof Wish.Take(WriterLease lease, _) && view.holder().equals(lease)
              ? Optional.of(lease)
              : granted.filter(view.holder()::equals);
    }
    seen = Optional.of(new Sighting(wanted, answer, asked, heldUntil));
    changed.wake();
    if (wanted instanceof Wish.Release) {
      released(wanted);
    }
    if (!wish.equals(wanted)) {
      return 0;
    }
    return answer instanceof Answer.Failed ? AFTER_FAILURE_NANOS : pause(wanted);
  }

  private Optional<InstanceReport> announcement(long now) {
    if (now - announcedNanos < ANNOUNCE_NANOS) {
      return Optional.empty();
    }
    announcedNanos = now;
    return Optional.of(announcement.get());
  }

  /** An unforeseen error counts as no answer. */
  private Answer answer(Wish wanted, Optional<InstanceReport> announced) {
    try {
      return ask(wanted, announced);
    } catch (Throwable bug) {
      return new Answer.Failed(new Failure.Unanswered("an unforeseen error: " + bug));
    }
  }

  private Answer ask(Wish wanted, Optional<InstanceReport> announced) {
    return switch (wanted) {
      case Wish.Observe _ -> {
        Answer answer = port.observe(announced);
        // A store that refuses writes can still be read.
        yield announced.isPresent() && answer instanceof Answer.Failed(Failure.Refused _)
            ? port.observe(Optional.empty())
            : answer;
      }
      case Wish.Take(WriterLease lease, boolean evenIfHeld) ->
          port.take(lease, length, evenIfHeld, announced);
      case Wish.Release(WriterLease lease) -> port.release(lease);
    };
  }

  private long pause(Wish wanted) {
    return switch (wanted) {
      case Wish.Observe _, Wish.Release _ -> LOOK_EVERY.toNanos();
      case Wish.Take _ -> Math.min(length.toNanos() / 4, RENEW_NANOS);
    };
  }

  /** False until the lease is given back. */
  @Override
  public boolean idle() {
    return !(wish instanceof Wish.Release);
  }

  /** After the last step. */
  @Override
  public void close() {
    port.close();
  }
}
