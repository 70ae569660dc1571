package btcfeed.redis;

import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Receives all messages on a Redis' channels except prices. */
final class Listener implements AutoCloseable {
  private static final String END = "listener:end";

  private final RedisProcess redis;
  private final RespClient client;
  private final List<String> received = new ArrayList<>();

  Listener(RedisProcess redis) {
    this.redis = redis;
    this.client = redis.connect();
    client.command("PSUBSCRIBE", "*");
  }

  /** All messages so far, as {@code channel message}. */
  List<String> received() {
    redis.command("PUBLISH", END, "");
    try {
      while (true) {
        List<?> message = (List<?>) client.read();
        String channel = message.get(2).toString();
        if (channel.equals(END)) {
          return List.copyOf(received);
        }
        if (!channel.equals("btc_price")) {
          received.add(channel + " " + message.get(3));
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
