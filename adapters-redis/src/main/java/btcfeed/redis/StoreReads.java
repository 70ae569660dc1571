package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads one Redis over a client of its own, so that readers and the writer never wait for each
 * other. The first read connects.
 *
 * <p>One read runs at a time. A read waits for others no longer than {@code target.timeout()}. With
 * connecting and answering it takes three times that at most, a page of a stream four times, and 10
 * s more for the very first.
 */
final class StoreReads implements ReadPort, AutoCloseable {
  private final RedisTarget target;
  private final KeyNames names;
  private final Failures failures;
  private final Connector connector;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  StoreReads(
      RedisTarget target, KeyNames names, Failures failures, Clock clock, AddressLookup lookup) {
    this.target = target;
    this.names = names;
    this.failures = failures;
    this.clock = clock;
    this.connector = new Connector(target, names, failures, clock, lookup);
  }

  @Override
  public ReadResult<Optional<String>> text(String key) {
    return read(texts -> texts.stream().findFirst(), "text", names.of(key));
  }

  @Override
  public ReadResult<Map<String, String>> fields(String key) {
    return read(StoreReads::pairs, "fields", names.of(key));
  }

  @Override
  public ReadResult<List<String>> newest(String key, int count) {
    return count < 1
        ? new ReadResult.Found<>(List.of())
        : read(texts -> texts, "newest", names.of(key), count);
  }

  @Override
  public ReadResult<Page> between(String stream, JournalId after, JournalId before, int limit) {
    RangeRead range = new RangeRead(names.of(stream), StreamEntries.of(stream), after, before);
    return ask(connection -> range.page(connection, limit, clock, target.timeout().dividedBy(2)));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connector.close();
    } finally {
      lock.unlock();
    }
  }

  private interface Question<T> {
    T ask(StoreConnection connection)
        throws ExecutionException, TimeoutException, InterruptedException, Replies.Unexpected;
  }

  private <T> ReadResult<T> read(Function<List<String>, T> decode, Object... arguments) {
    return ask(
        connection ->
            decode.apply(
                Replies.texts(
                    connection.run(ScriptCall.of(Script.READ, connection.keys(), arguments)), 0)));
  }

  private <T> ReadResult<T> ask(Question<T> question) {
    try {
      if (!lock.tryLock(target.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        return unanswered("other reads are waiting");
      }
      try {
        return switch (connector.connect()) {
          case Connector.Access.Closed(Failure failure) -> new ReadResult.Failed<>(failure);
          case Connector.Access.Open(StoreConnection connection) -> ask(connection, question);
        };
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered("interrupted");
    }
  }

  private <T> ReadResult<T> ask(StoreConnection connection, Question<T> question)
      throws InterruptedException {
    try {
      return new ReadResult.Found<>(question.ask(connection));
    } catch (ExecutionException | TimeoutException | Replies.Unexpected | RuntimeException e) {
      Failure failure = failures.unanswered(e);
      if (!(failure instanceof Failure.Refused)) {
        connector.drop();
      }
      return new ReadResult.Failed<>(failure);
    }
  }

  private <T> ReadResult<T> unanswered(String why) {
    return new ReadResult.Failed<>(new Failure.Unanswered(failures.text(why)));
  }

  private static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < texts.size(); i += 2) {
      pairs.put(texts.get(i), texts.get(i + 1));
    }
    return Map.copyOf(pairs);
  }
}
