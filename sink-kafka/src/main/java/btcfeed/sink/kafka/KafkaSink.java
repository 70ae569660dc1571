package btcfeed.sink.kafka;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import java.time.Duration;
import java.util.Optional;

/**
 * A sink in topics of Kafka. A batch and the cursor after it are one transaction, so a reader of
 * committed records sees each record once, whatever fails.
 */
final class KafkaSink implements SinkPort {
  // A tenth of a second of 100,000 ticks a second. A transaction costs several milliseconds,
  // however many records it has.
  private static final Pace PACE = new Pace(10_000, Duration.ofMillis(100));

  private final String name;
  private final KafkaClients clients;
  private final KafkaTopics topics;
  private Optional<SessionThread> current = Optional.empty();
  private boolean closed;

  KafkaSink(String name, KafkaClients clients, KafkaTopics topics) {
    this.name = name;
    this.clients = clients;
    this.topics = topics;
  }

  @Override
  public Answer position() {
    return call(KafkaSession::position);
  }

  @Override
  public Answer claim(long epoch) {
    return call(session -> session.claim(epoch));
  }

  @Override
  public Answer rewind(SinkCursor to) {
    return call(session -> session.rewind(to));
  }

  @Override
  public Answer write(SinkBatch batch) {
    return call(session -> session.write(batch));
  }

  @Override
  public Answer flush(boolean now) {
    return call(KafkaSession::flush);
  }

  private Answer call(SessionThread.Call call) {
    Optional<SessionThread> thread = open();
    if (thread.isEmpty()) {
      return new Answer.Failed("the sink is closed");
    }
    Answer answer = thread.get().answer(call);
    if (!(answer instanceof Answer.At)) {
      leave(thread.get());
    }
    return answer;
  }

  private synchronized Optional<SessionThread> open() {
    if (!closed && current.isEmpty()) {
      current =
          Optional.of(
              new SessionThread(name, clients.place(), new KafkaSession(name, clients, topics)));
    }
    return current;
  }

  /** The next call begins with a new session, and a write needs a new claim. */
  private void leave(SessionThread thread) {
    synchronized (this) {
      current = current.filter(it -> it != thread);
    }
    thread.end();
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  @Override
  public void close() {
    Optional<SessionThread> last;
    synchronized (this) {
      closed = true;
      last = current;
      current = Optional.empty();
    }
    last.ifPresent(SessionThread::close);
  }
}
