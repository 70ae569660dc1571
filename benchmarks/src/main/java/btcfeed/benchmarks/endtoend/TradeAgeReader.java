package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.resp.RespInput;
import btcfeed.benchmarks.resp.RespReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A reader of one store, like a user of the feed. It waits for trades and records the age of each
 * when it was read, in microseconds since the venue sent it.
 */
final class TradeAgeReader implements AutoCloseable {
  private static final long MAX_US = 60_000_000;
  private static final byte[] SENT = "exchange_time_us".getBytes(StandardCharsets.US_ASCII);

  private final RespReader store;
  private final Histogram ages = new Histogram(MAX_US, 3);
  private final CompletableFuture<Histogram> done = new CompletableFuture<>();
  private final byte[] id = new byte[64];
  private final byte[] key = new byte[256];
  private final byte[] value = new byte[4096];

  private TradeAgeReader(RespReader store) {
    this.store = store;
  }

  /** Starts to read the next {@code count} trades. */
  static TradeAgeReader start(Subject subject, int port, int count) throws IOException {
    TradeAgeReader watch = new TradeAgeReader(new RespReader(port));
    switch (subject) {
      case BARE -> {
        watch.store.send("SUBSCRIBE", "bench:trade");
        watch.store.in().skip();
        watch.run(() -> watch.channel(count));
      }
      case FULL, FEED -> {
        String from = watch.lastId();
        watch.run(() -> watch.stream(count, from));
      }
    }
    return watch;
  }

  /** The ages of all these trades; fails if they are not read within {@code atMost}. */
  Histogram await(Duration atMost) throws IOException {
    try {
      return done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("only " + ages.getTotalCount() + " trades were visible in time", e);
    } catch (ExecutionException e) {
      throw new IOException("a reader failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private interface Reading {
    void run() throws IOException;
  }

  private void run(Reading reading) {
    Thread.ofPlatform()
        .name("watch")
        .daemon()
        .start(
            () -> {
              try {
                reading.run();
                done.complete(ages);
              } catch (IOException e) {
                done.completeExceptionally(e);
              }
            });
  }

  private void channel(int count) throws IOException {
    RespInput in = store.in();
    for (int seen = 0; seen < count; seen++) {
      in.array();
      in.bulk(key);
      in.bulk(key);
      note(in.bulk(value));
    }
  }

  private String lastId() throws IOException {
    store.send("XREVRANGE", "btc:ticks", "+", "-", "COUNT", "1");
    RespInput in = store.in();
    if (in.array() == 0) {
      return "0-0";
    }
    in.array();
    String id = in.text();
    in.skip();
    return id;
  }

  private void stream(int count, String from) throws IOException {
    RespInput in = store.in();
    String last = from;
    int seen = 0;
    while (seen < count) {
      store.send("XREAD", "COUNT", "1000", "BLOCK", "500", "STREAMS", "btc:ticks", last);
      if (in.array() < 0) {
        continue;
      }
      in.array();
      in.bulk(key);
      int idLength = 0;
      for (int entries = in.array(); entries > 0; entries--) {
        in.array();
        idLength = in.bulk(id);
        fields(in);
        seen++;
      }
      last = new String(id, 0, idLength, StandardCharsets.US_ASCII);
    }
  }

  private void fields(RespInput in) throws IOException {
    for (int pairs = in.array() / 2; pairs > 0; pairs--) {
      int keyLength = in.bulk(key);
      int valueLength = in.bulk(value);
      if (Arrays.equals(key, 0, keyLength, SENT, 0, SENT.length)) {
        note(valueLength);
      }
    }
  }

  private void note(int length) {
    long sent = 0;
    for (int i = 0; i < length; i++) {
      sent = sent * 10 + (value[i] - '0');
    }
    ages.recordValue(Math.clamp(Micros.now() - sent, 0, MAX_US));
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
