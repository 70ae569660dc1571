package btcfeed.application.ingest;

import btcfeed.application.work.Signal;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.journal.MutationRules;
import btcfeed.domain.port.MutateStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Where mutations wait to be journalled: whoever submits one waits here until the ingest thread,
 * which alone appends, has taken it and it stands in the journal.
 *
 * <p>Never in the way of trades: a few are taken a step, after the trades, and when the journal
 * cannot be written the wait ends with an answer.
 */
final class MutationQueue implements MutateStores {
  /** Mutations that may wait; one more is refused. */
  static final int QUEUE_LIMIT = 256;

  private static final int MAX_A_STEP = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ArrayBlockingQueue<Request> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final List<Request> waiting = new ArrayList<>(MAX_A_STEP);
  private final List<Numbered> taken = new ArrayList<>(MAX_A_STEP);
  private volatile Signal ingest = () -> {};

  void wakes(Signal ingest) {
    this.ingest = ingest;
  }

  @Override
  public Answer submit(Mutation mutation) {
    Optional<String> fault = MutationRules.fault(mutation);
    if (fault.isPresent()) {
      return new Answer.Refused(fault.get());
    }
    Request request = new Request(mutation);
    if (!queue.offer(request)) {
      return new Answer.Refused(QUEUE_LIMIT + " others wait for the journal already");
    }
    ingest.wake();
    return answer(request);
  }

  /** Leaves one here and does not wait for it; false if it is not taken. */
  boolean leave(Mutation mutation) {
    boolean taken = MutationRules.fault(mutation).isEmpty() && queue.offer(new Request(mutation));
    ingest.wake();
    return taken;
  }

  private Answer answer(Request request) {
    try {
      return new Answer.Accepted(request.journalled.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return giveUp(
          request, "the journal did not come to it within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(request, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody ends it so", e);
    }
  }

  private Answer giveUp(Request request, String why) {
    if (request.decided.compareAndSet(false, true)) {
      queue.remove(request);
      return new Answer.Refused(why);
    }
    JournalId id = request.journalled.getNow(JournalId.START);
    return id.equals(JournalId.START)
        ? new Answer.Held("taken, and " + why)
        : new Answer.Accepted(id);
  }

  /** Adds some of what waits to what is to be appended. Ingest thread only. */
  void takeInto(List<Entry> pending, Supplier<JournalId> nextId) {
    queue.drainTo(waiting, MAX_A_STEP);
    for (Request request : waiting) {
      if (request.decided.compareAndSet(false, true)) {
        JournalId id = nextId.get();
        pending.add(new Entry(id, new JournalEvent.Mutated(request.mutation)));
        taken.add(new Numbered(request, id));
      }
    }
    waiting.clear();
  }

  /** What was taken stands in the journal. Ingest thread only. */
  void appended() {
    taken.forEach(done -> done.request.journalled.complete(done.id));
    taken.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** One mutation and whoever waits for it. Decided once: taken by the ingest, or given up. */
  private static final class Request {
    final Mutation mutation;
    final CompletableFuture<JournalId> journalled = new CompletableFuture<>();
    final AtomicBoolean decided = new AtomicBoolean();

    Request(Mutation mutation) {
      this.mutation = mutation;
    }
  }

  private record Numbered(Request request, JournalId id) {}
}
