package btcfeed.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Reads a store as a consumer would, to count what is there. For rehearsals: everything it is asked
 * for is read to the end, and it waits and fails as its client does. One thread.
 */
public final class StoreReader implements AutoCloseable {
  private static final int PAGE = 2_000;

  private final RedissonClient client;

  private final KeyNames names;

  private StoreReader(RedissonClient client, KeyNames names) {
    this.client = client;
    this.names = names;
  }

  /** An entry of {@code btc:ticks}: its id, the venue's trade id, and a hash of all its fields. */
  public record Seen(String id, String tradeId, int contents) {}

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
    Config config = new Config().setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + port)
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
    return new StoreReader(Redisson.create(config), names);
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

  /** Throws everything in this Redis away. */
  public void flushAll() {
    client.getKeys().flushall();
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
