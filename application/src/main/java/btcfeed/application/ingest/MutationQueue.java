package btcfeed.application.ingest;

import btcfeed.application.work.CommandQueue;
import btcfeed.application.work.Signal;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.journal.MutationRules;
import btcfeed.domain.port.MutateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mutations that wait for the ingest thread to append them to the journal.
 *
 * <p>They never delay trades: a step takes at most {@link #MAX_A_STEP} of them, after the trades.
 */
final class MutationQueue implements MutateStores {
  /** Mutations that may wait; one more is refused. */
  static final int QUEUE_LIMIT = 256;

  private static final int MAX_A_STEP = 64;

  private final CommandQueue<Mutation, JournalId> queue = new CommandQueue<>(QUEUE_LIMIT);
  private final List<Runnable> taken = new ArrayList<>(MAX_A_STEP);

  void wakeWith(Signal ingest) {
    queue.wakeWith(ingest);
  }

  @Override
  public SubmitResult submit(Mutation mutation) {
    Optional<String> fault = MutationRules.fault(mutation);
    if (fault.isPresent()) {
      return new SubmitResult.Refused(fault.get());
    }
    return switch (queue.submit(mutation)) {
      case CommandQueue.Outcome.Done<JournalId>(JournalId id) -> new SubmitResult.Accepted(id);
      case CommandQueue.Outcome.Full<JournalId> _ ->
          new SubmitResult.Refused("the queue is full: " + QUEUE_LIMIT + " mutations wait");
      case CommandQueue.Outcome.GivenUp<JournalId>(String why) -> new SubmitResult.Refused(why);
      case CommandQueue.Outcome.InProgress<JournalId>(String why, var result) ->
          result.isDone()
              ? new SubmitResult.Accepted(result.join())
              : new SubmitResult.Held("the ingest has the mutation, and " + why);
    };
  }

  /** Adds a mutation without waiting; false if it is refused. */
  boolean offer(Mutation mutation) {
    return MutationRules.fault(mutation).isEmpty() && queue.offer(mutation);
  }

  /** Moves waiting mutations to the entries that are appended next. Ingest thread only. */
  void takeInto(Function<JournalEvent, JournalId> add) {
    for (int i = 0; i < MAX_A_STEP; i++) {
      Optional<CommandQueue.Command<Mutation, JournalId>> next = queue.take();
      if (next.isEmpty()) {
        return;
      }
      JournalId id = add.apply(new JournalEvent.Mutated(next.get().input()));
      taken.add(() -> next.get().complete(id));
    }
  }

  /** Ends what waits: a follower writes nothing, and the leader derives the same values. */
  void discard() {
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      next.get().complete(JournalId.START);
    }
  }

  /** The entries are in the journal. Ingest thread only. */
  void appended() {
    taken.forEach(Runnable::run);
    taken.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
