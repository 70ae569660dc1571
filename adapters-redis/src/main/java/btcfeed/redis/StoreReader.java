package btcfeed.redis;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.RedisException;

/**
 * Reads a store as a consumer would, to check its contents in rehearsals. Methods read to the end,
 * and wait and fail as Redisson does. One thread.
 */
public final class StoreReader implements AutoCloseable {
  private static final int PAGE = 2_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final RedissonClient client;
  private final KeyNames names;

  private StoreReader(RedissonClient client, KeyNames names) {
    this.client = client;
    this.names = names;
  }

  /** An entry of {@code btc:ticks}: its id, the venue's trade id, and a hash of all its fields. */
  public record Seen(String id, String tradeId, int contents) {}

  /** An entry of a stream. */
  public record Entry(String id, Map<String, String> fields) {
    public Entry {
      fields = Map.copyOf(fields);
    }

    private long number(String name) {
      return Long.parseLong(fields.getOrDefault(name, "0"));
    }
  }

  /** Missing trade ids, both ends included. */
  public record Hole(long from, long to) {
    /** True if this id is one of them. */
    public boolean holds(long tradeId) {
      return from <= tradeId && tradeId <= to;
    }
  }

  /** Connects to a running Redis on loopback. */
  public static StoreReader local(int port) {
    return local(port, KeyNames.DEFAULT);
  }

  /** Connects to a running Redis on loopback, with other key names. */
  public static StoreReader local(int port, KeyNames names) {
    return switch (open(RedisTarget.plain("127.0.0.1", port, TIMEOUT), names)) {
      case Opened.Ready(StoreReader reader) -> reader;
      case Opened.Failed(String detail) -> throw new IllegalStateException(detail);
    };
  }

  /** A reader, or why there is none. */
  public sealed interface Opened {
    /** Connected. */
    record Ready(StoreReader reader) implements Opened {}

    /** Not connected. The detail is for people and holds no secret. */
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
    return all("btc:ticks")
        .map(
            tick ->
                new Seen(
                    tick.id(),
                    tick.fields().getOrDefault("trade_id", ""),
                    tick.fields().hashCode()))
        .toList();
  }

  /** All ranges in {@code btc:gaps}, one for each state that a gap had. */
  public List<Hole> gaps() {
    return all("btc:gaps")
        .map(gap -> new Hole(gap.number("from_id"), gap.number("to_id")))
        .toList();
  }

  private Stream<Entry> all(String stream) {
    return Stream.iterate(
            after(stream, ""), page -> !page.isEmpty(), page -> after(stream, page.getLast().id()))
        .flatMap(List::stream);
  }

  /**
   * The next entries of {@code btc:ticks} or {@code btc:gaps}, 2,000 at most; none at the end.
   *
   * @param after the id of the last known entry; empty to begin with the first
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

  /** Every key with this prefix. */
  public List<String> keys(String prefix) {
    KeysScanOptions options = KeysScanOptions.defaults().pattern(prefix + "*").chunkSize(1_000);
    // SCAN reads the prefix as a pattern, which can match more.
    return StreamSupport.stream(client.getKeys().getKeys(options).spliterator(), false)
        .filter(key -> key.startsWith(prefix))
        .toList();
  }

  /** Deletes every key with this prefix, in one step, and no other. */
  public void delete(String prefix) {
    String[] keys = keys(prefix).toArray(String[]::new);
    if (keys.length > 0) {
      client.getKeys().delete(keys);
    }
  }

  /** FLUSHALL. */
  public void flushAll() {
    client.getKeys().flushall();
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
