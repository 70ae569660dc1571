package btcfeed.application.simulation;

import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import java.util.Optional;
import java.util.function.Supplier;

/** A batch that was sent to a store, and its outcome. Answered once; later answers are late. */
final class SentBatch implements PricePort.PendingWrite {
  private final World world;
  private final String what;
  private final Supplier<Outcome> command;
  private final Runnable answered;
  private Optional<Supplier<Outcome>> answer = Optional.empty();
  private boolean good;
  private boolean taken;

  SentBatch(World world, String what, Supplier<Outcome> command, Runnable answered) {
    this.world = world;
    this.what = what;
    this.command = command;
    this.answered = answered;
  }

  /** The store comes to it. */
  Outcome apply() {
    return command.get();
  }

  void answer(Outcome outcome) {
    good = answer.isEmpty() && outcome instanceof Outcome.Applied;
    answer(() -> outcome);
  }

  /** An answer that may turn out to be none when it is taken. */
  void answer(Supplier<Outcome> outcome) {
    if (answer.isEmpty()) {
      answer = Optional.of(outcome);
      world.trace.note(() -> what + (good ? ": kept" : ": answered"));
      answered.run();
    }
  }

  boolean outcomeDue() {
    return !taken;
  }

  @Override
  public boolean isApplied() {
    return good;
  }

  @Override
  public boolean isDone() {
    return answer.isPresent();
  }

  @Override
  public Outcome outcome() {
    taken = true;
    return answer
        .map(Supplier::get)
        .orElseGet(() -> new Outcome.Failed(new Failure.Unanswered("nobody said")));
  }
}
