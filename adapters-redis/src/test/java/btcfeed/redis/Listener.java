package btcfeed.redis;

import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Hears everything that is said on a Redis' channels, but for the prices. */
final class Listener implements AutoCloseable {
  private static final String END = "listener:end";

  private final RedisProcess redis;
  private final RespClient client;
  private final List<String> heard = new ArrayList<>();

  Listener(RedisProcess redis) {
    this.redis = redis;
    this.client = redis.connect();
    client.command("PSUBSCRIBE", "*");
  }

  /** What was said so far, as {@code channel message}. */
  List<String> heard() {
    redis.command("PUBLISH", END, "");
    try {
      while (true) {
        List<?> message = (List<?>) client.read();
        String channel = message.get(2).toString();
        if (channel.equals(END)) {
          return List.copyOf(heard);
        }
        if (!channel.equals("btc_price")) {
          heard.add(channel + " " + message.get(3));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
