package btcfeed.redis;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.RedisException;

/**
 * Reads a store as a consumer would, to count what is there. For rehearsals: everything it is asked
 * for is read to the end, and it waits and fails as its client does. One thread.
 */
public final class StoreReader implements AutoCloseable {
  private static final int PAGE = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final RedissonClient client;

  private final KeyNames names;

  private StoreReader(RedissonClient client, KeyNames names) {
    this.client = client;
    this.names = names;
  }

  /** An entry of {@code btc:ticks}: its id, the venue's trade id, and a hash of all its fields. */
  public record Seen(String id, String tradeId, int contents) {}

  /** An entry of a stream, with its fields as they stand there. */
  public record Entry(String id, Map<String, String> fields) {
    public Entry {
      fields = Map.copyOf(fields);
    }
  }

  /** Trade ids that were missing, both included. */
  public record Hole(long from, long to) {
    /** True if this id is one of them. */
    public boolean holds(long tradeId) {
      return from <= tradeId && tradeId <= to;
    }
  }

  /** Connects to a Redis of our own on loopback, which must be there. */
  public static StoreReader local(int port) {
    return local(port, KeyNames.DEFAULT);
  }

  /** The same, where keys are called otherwise. */
  public static StoreReader local(int port, KeyNames names) {
    return switch (open(RedisTarget.plain("127.0.0.1", port, PATIENCE), names)) {
      case Opened.Ready(StoreReader reader) -> reader;
      case Opened.Failed(String detail) -> throw new IllegalStateException(detail);
    };
  }

  /** A reader, or why there is none. */
  public sealed interface Opened {
    /** Connected. */
    record Ready(StoreReader reader) implements Opened {}

    /** Not connected; for people, without secrets. */
    record Failed(String detail) implements Opened {}
  }

  /** Connects to a store of one server. */
  public static Opened open(RedisTarget target, KeyNames names) {
    try {
      Topology.Node node = target.topology().nodes().getFirst();
      return new Opened.Ready(
          new StoreReader(Redisson.create(ClientConfig.reading(target, node)), names));
    } catch (GeneralSecurityException | RedisException e) {
      return new Opened.Failed(new Failures(target).unconnected(e).detail());
    }
  }

  /** All of {@code btc:ticks}, in its order. */
  public List<Seen> ticks() {
    RStream<String, String> stream = client.getStream(names.of("btc:ticks"));
    List<Seen> all = new ArrayList<>();
    StreamMessageId after = new StreamMessageId(0, 0);
    while (true) {
      Map<StreamMessageId, Map<String, String>> page =
          stream.range(
              StreamRangeArgs.startIdExclusive(after).endId(StreamMessageId.MAX).count(PAGE));
      for (Map.Entry<StreamMessageId, Map<String, String>> entry : page.entrySet()) {
        Map<String, String> fields = entry.getValue();
        after = entry.getKey();
        all.add(new Seen(after.toString(), fields.getOrDefault("trade_id", ""), fields.hashCode()));
      }
      if (page.size() < PAGE) {
        return all;
      }
    }
  }

  /**
   * The next entries of {@code btc:ticks} or {@code btc:gaps}, at most some thousand; none if there
   * are no more.
   *
   * @param after the id of the last one known; empty to begin with the first
   */
  public List<Entry> after(String stream, String after) {
    RStream<String, String> entries = client.getStream(names.of(stream));
    return entries
        .range(StreamRangeArgs.startIdExclusive(id(after)).endId(StreamMessageId.MAX).count(PAGE))
        .entrySet()
        .stream()
        .map(entry -> new Entry(entry.getKey().toString(), entry.getValue()))
        .toList();
  }

  private static StreamMessageId id(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? new StreamMessageId(0, 0)
        : new StreamMessageId(
            Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  /** What {@code btc:gaps} says was missing, each with the state it was in when it said so. */
  public List<Hole> gaps() {
    RStream<String, String> stream = client.getStream(names.of("btc:gaps"));
    return stream
        .range(StreamRangeArgs.startId(StreamMessageId.MIN).endId(StreamMessageId.MAX))
        .values()
        .stream()
        .map(gap -> new Hole(number(gap, "from_id"), number(gap, "to_id")))
        .toList();
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  /** Every key whose name begins so. */
  public List<String> keys(String prefix) {
    List<String> found = new ArrayList<>();
    // A prefix is no pattern: the braces it may have mean nothing special to SCAN.
    for (String key :
        client
            .getKeys()
            .getKeys(KeysScanOptions.defaults().pattern(prefix + "*").chunkSize(1_000))) {
      if (key.startsWith(prefix)) {
        found.add(key);
      }
    }
    return found;
  }

  /** Throws away, in one step, every key whose name begins so, and nothing else. */
  public void delete(String prefix) {
    String[] keys = keys(prefix).toArray(String[]::new);
    if (keys.length > 0) {
      client.getKeys().delete(keys);
    }
  }

  /** Throws everything in this Redis away. */
  public void flushAll() {
    client.getKeys().flushall();
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
