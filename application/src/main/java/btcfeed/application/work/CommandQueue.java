package btcfeed.application.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Commands of any thread that one thread executes. The caller waits for the result, at most {@link
 * #TIMEOUT}. A command is either taken by the executing thread or given up by the caller, never
 * both: a command that timed out is not executed later.
 *
 * @param <C> the command
 * @param <R> its result
 */
public final class CommandQueue<C, R> {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ArrayBlockingQueue<Command<C, R>> queue;
  private volatile Signal executor = () -> {};

  public CommandQueue(int limit) {
    this.queue = new ArrayBlockingQueue<>(limit);
  }

  /** One command and its result. */
  public static final class Command<C, R> {
    private final C input;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();

    private Command(C input) {
      this.input = input;
    }

    public C input() {
      return input;
    }

    /** Ends the wait of the caller. The first result counts. */
    public void complete(R value) {
      boolean _ = result.complete(value);
    }
  }

  /** How a wait ended. */
  public sealed interface Outcome<R> {
    record Done<R>(R result) implements Outcome<R> {}

    /** As many commands wait as the queue holds. */
    record Full<R>() implements Outcome<R> {}

    /** The command was not taken and never will be. */
    record GivenUp<R>(String why) implements Outcome<R> {}

    /** The command was taken and has no result yet. */
    record InProgress<R>(String why, CompletableFuture<R> result) implements Outcome<R> {}
  }

  /** Sets the signal of the executing thread. Before the first command. */
  public void wakeWith(Signal signal) {
    executor = signal;
  }

  /** Adds a command without waiting; false if the queue is full. */
  public boolean offer(C input) {
    boolean added = queue.offer(new Command<>(input));
    executor.wake();
    return added;
  }

  /** Adds a command and waits for its result. */
  public Outcome<R> submit(C input) {
    Command<C, R> command = new Command<>(input);
    if (!queue.offer(command)) {
      return new Outcome.Full<>();
    }
    executor.wake();
    String why;
    try {
      return new Outcome.Done<>(command.result.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      why = "there was no result within " + TIMEOUT.toSeconds() + " s";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      why = "the caller was interrupted";
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a command never ends with an exception", bug);
    }
    if (command.decided.compareAndSet(false, true)) {
      boolean _ = queue.remove(command);
      return new Outcome.GivenUp<>(why);
    }
    return new Outcome.InProgress<>(why, command.result);
  }

  /** The next command that is not given up; empty if none waits. Executing thread only. */
  public Optional<Command<C, R>> take() {
    Optional<Command<C, R>> next = Optional.ofNullable(queue.poll());
    while (next.isPresent() && !next.get().decided.compareAndSet(false, true)) {
      next = Optional.ofNullable(queue.poll());
    }
    return next;
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }
}
