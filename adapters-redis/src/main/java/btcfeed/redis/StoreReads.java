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
 * Reads one Redis over a client of its own, made at the first question, so that reading neither
 * waits for the writer nor holds it up.
 *
 * <p>One question at a time: the others wait for their turn, no longer than {@code
 * target.timeout()}. With its own answer, and a connection to be made first, a question takes three
 * times that at the most, and up to 3 s more for the very first.
 */
final class StoreReads implements ReadPort, AutoCloseable {
  private final RedisTarget target;
  private final KeyNames names;
  private final Failures failures;
  private final Connector connector;
  private final ReentrantLock turn = new ReentrantLock();

  StoreReads(
      RedisTarget target, KeyNames names, Failures failures, Clock clock, AddressLookup lookup) {
    this.target = target;
    this.names = names;
    this.failures = failures;
    this.connector = new Connector(target, names, failures, clock, lookup);
  }

  @Override
  public Answer<Optional<String>> text(String key) {
    return ask(said -> said.stream().findFirst(), "text", names.of(key));
  }

  @Override
  public Answer<Map<String, String>> fields(String key) {
    return ask(StoreReads::pairs, "fields", names.of(key));
  }

  @Override
  public Answer<List<String>> newest(String key, int count) {
    return count < 1
        ? new Answer.Found<>(List.of())
        : ask(said -> said, "newest", names.of(key), count);
  }

  @Override
  public Answer<Page> between(String stream, JournalId after, JournalId before, int limit) {
    return ask(
        said -> StreamEntries.page(stream, said, after, limit),
        "between",
        names.of(stream),
        limit,
        after.next(0).toString(),
        before.previous().toString());
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connector.close();
    } finally {
      turn.unlock();
    }
  }

  private <T> Answer<T> ask(Function<List<String>, T> meaning, Object... arguments) {
    try {
      if (!turn.tryLock(target.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        return failed("others are asking, and waiting");
      }
      try {
        return switch (connector.connect()) {
          case Connector.Closed(Failure failure) -> new Answer.Failed<>(failure);
          case Connector.Open(StoreConnection link) -> ask(link, meaning, arguments);
        };
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private <T> Answer<T> ask(
      StoreConnection link, Function<List<String>, T> meaning, Object[] arguments)
      throws InterruptedException {
    try {
      Object said = link.run(ScriptCall.of(Script.READ, link.keys(), arguments));
      return new Answer.Found<>(meaning.apply(Replies.texts(said, 0)));
    } catch (ExecutionException | TimeoutException | Replies.Strange | RuntimeException e) {
      Failure failure = failures.unanswered(e);
      switch (failure) {
        case Failure.Refused _ -> {}
        case Failure.Unreachable _, Failure.Unanswered _ -> connector.drop();
      }
      return new Answer.Failed<>(failure);
    }
  }

  private <T> Answer<T> failed(String why) {
    return new Answer.Failed<>(new Failure.Unanswered(failures.text(why)));
  }

  private static Map<String, String> pairs(List<String> said) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < said.size(); i += 2) {
      pairs.put(said.get(i), said.get(i + 1));
    }
    return Map.copyOf(pairs);
  }
}
