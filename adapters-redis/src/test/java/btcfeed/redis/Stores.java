package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.StoreFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Opens stores of a test's Redis, and reads its contents without Redisson. */
final class Stores {
  /** Long, so that a busy machine does not look like a dead store. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private Stores() {}

  static RedissonStore open(RedisProcess redis) {
    return open(redis, Publishing.DEFAULT, new Wall());
  }

  static RedissonStore open(RedisProcess redis, Publishing publishing, Clock clock) {
    return new RedissonStore(
        RedisTarget.plain("127.0.0.1", redis.port(), TIMEOUT), publishing, clock);
  }

  static RedisLease openLease(RedisProcess redis) {
    return new RedisLease(
        RedisTarget.plain("127.0.0.1", redis.port(), TIMEOUT), KeyNames.DEFAULT, new Wall());
  }

  /** A store with this timeout. */
  static RedissonStore open(RedisProcess redis, Duration timeout) {
    return new RedissonStore(
        RedisTarget.plain("127.0.0.1", redis.port(), timeout), Publishing.DEFAULT, new Wall());
  }

  /** Reads the position, takes the lease again there, and returns the cursor. */
  static JournalId recover(PricePort port, WriterLease lease) {
    StorePosition at = StoreFixtures.at(port);
    return switch (Reconcile.decide(at, lease, at.applied(), _ -> true)) {
      case Reconcile.Resume(JournalId after) -> {
        assertThat(port.claim(lease, Lineage.NONE, after, at))
            .isEqualTo(new PricePort.Outcome.Applied(after));
        yield after;
      }
      case Reconcile.Foreign foreign -> throw new AssertionError(foreign);
      case Reconcile.Fenced fenced -> throw new AssertionError(fenced);
      case Reconcile.Cut cut -> throw new AssertionError(cut);
    };
  }

  /** Does what a sender does: continues from the position until ticks 1 to {@code to} are in. */
  static void send(PricePort port, WriterLease lease, int to) {
    JournalId after = recover(port, lease);
    for (int attempt = 0; attempt < 10; attempt++) {
      JournalId from = after;
      List<Entry> rest =
          StoreFixtures.ticks(1, to).entries().stream()
              .filter(entry -> entry.id().isAfter(from))
              .toList();
      if (rest.isEmpty()
          || port.apply(Batch.of(rest), after) instanceof PricePort.Outcome.Applied) {
        return;
      }
      after = recover(port, lease);
    }
    throw new AssertionError("ten attempts were not enough");
  }

  /** The same through a store with a short timeout, for which any answer may be late. */
  static void sendHurried(PricePort port, WriterLease lease, int to) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                port.position() instanceof PricePort.PositionResult.At(StorePosition at)
                    && Reconcile.decide(at, lease, at.applied(), _ -> true)
                        instanceof Reconcile.Resume(JournalId after)
                    && port.claim(lease, Lineage.NONE, after, at)
                        instanceof PricePort.Outcome.Applied
                    && (after.equals(StoreFixtures.id(to))
                        || port.apply(rest(after, to), after)
                            instanceof PricePort.Outcome.Applied));
  }

  private static Batch rest(JournalId after, int to) {
    return Batch.of(
        StoreFixtures.ticks(1, to).entries().stream()
            .filter(entry -> entry.id().isAfter(after))
            .toList());
  }

  static List<JournalId> ids(RedisProcess redis, String stream) {
    return List.copyOf(entries(redis, stream).keySet());
  }

  /** A stream's entries with their fields in order. */
  static Map<JournalId, Map<String, String>> entries(RedisProcess redis, String stream) {
    Map<JournalId, Map<String, String>> entries = new LinkedHashMap<>();
    for (Object entry : (List<?>) redis.command("XRANGE", stream, "-", "+")) {
      List<?> idAndFields = (List<?>) entry;
      entries.put(
          JournalId.parse(idAndFields.getFirst().toString()), map((List<?>) idAndFields.getLast()));
    }
    return entries;
  }

  static Map<String, String> hash(RedisProcess redis, String key) {
    return map((List<?>) redis.command("HGETALL", key));
  }

  private static Map<String, String> map(List<?> flat) {
    List<Object> values = new ArrayList<>(flat);
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i += 2) {
      map.put(values.get(i).toString(), values.get(i + 1).toString());
    }
    return map;
  }

  /** A wall clock that the test sets, and a running monotonic clock that it can advance. */
  static final class Wall implements Clock {
    private final AtomicLong wallUs = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();

    @Override
    public long wallUs() {
      return wallUs.get();
    }

    @Override
    public long nanos() {
      return System.nanoTime() + ahead.get();
    }

    /** Advances both clocks. */
    void pass(Duration time) {
      wallUs.addAndGet(time.toNanos() / 1000);
      ahead.addAndGet(time.toNanos());
    }

    void set(long us) {
      wallUs.set(us);
    }
  }
}
