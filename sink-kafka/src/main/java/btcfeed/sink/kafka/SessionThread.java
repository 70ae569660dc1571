package btcfeed.sink.kafka;

import btcfeed.domain.port.SinkPort.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread of a session. It bounds the time of a call where Kafka's library has no bound of its
 * own: the sum of many short waits, or a name server that does not answer.
 */
final class SessionThread implements AutoCloseable {
  /** Longer than the library tries, so that usually its own message is the answer. */
  private static final Duration CALL = KafkaClients.TRY.plusMillis(1_500);

  private static final Duration CLOSE = Duration.ofMillis(900);

  private final String place;
  private final KafkaSession session;
  private final ExecutorService thread;
  private volatile Optional<Future<Answer>> running = Optional.empty();

  /** A call of the session. */
  interface Call {
    Answer on(KafkaSession session) throws ExecutionException, InterruptedException;
  }

  SessionThread(String name, String place, KafkaSession session) {
    this.place = place;
    this.session = session;
    thread = Executors.newSingleThreadExecutor(task -> thread(name, task));
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "sink-" + name);
    thread.setDaemon(true);
    // Kafka's library finds classes by name in this loader, and only the plugin's has them.
    thread.setContextClassLoader(KafkaSink.class.getClassLoader());
    return thread;
  }

  /** Makes the call; never throws. */
  Answer answer(Call call) {
    Future<Answer> answer;
    try {
      answer = thread.submit(() -> call.on(session));
    } catch (RejectedExecutionException ended) {
      return new Answer.Failed("the sink is closed");
    }
    running = Optional.of(answer);
    try {
      return answer.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Answer.Failed(
          "Kafka at %s: no answer within %d s; check that the brokers run and can be reached"
              .formatted(place, CALL.toSeconds()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Failed("the call was interrupted");
    } catch (CancellationException closed) {
      return new Answer.Failed("the sink is closed");
    } catch (ExecutionException e) {
      return KafkaFailures.answer(place, e.getCause() == null ? e : e.getCause());
    }
  }

  /** Closes the session after the running call, and does not wait for it. */
  void end() {
    try {
      var _ = thread.submit(session::close);
    } catch (RejectedExecutionException alreadyEnded) {
      return;
    }
    thread.shutdown();
  }

  /** Interrupts the running call, and closes the session within a second. */
  @Override
  public void close() {
    running.ifPresent(call -> call.cancel(true));
    end();
    try {
      if (!thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
