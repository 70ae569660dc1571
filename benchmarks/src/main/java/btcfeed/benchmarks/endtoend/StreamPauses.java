package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.resp.RespInput;
import btcfeed.benchmarks.resp.RespReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pauses in {@code btc:ticks}, by receive time. */
final class StreamPauses {
  private static final byte[] RECEIVED = "receive_time_us".getBytes(StandardCharsets.US_ASCII);

  private StreamPauses() {}

  /** The id of the newest entry. */
  static String newest(RespReader store) throws IOException {
    String[] id = {"0-0"};
    read(store, (entry, _) -> id[0] = entry, "XREVRANGE", "btc:ticks", "+", "-", "COUNT", "1");
    return id[0];
  }

  /** The longest time between two entries after this one, in microseconds. */
  static long longestSince(RespReader store, String id) throws IOException {
    long[] lastAndLongest = {-1, 0};
    read(
        store,
        (_, receivedUs) -> {
          if (lastAndLongest[0] >= 0) {
            lastAndLongest[1] = Math.max(lastAndLongest[1], receivedUs - lastAndLongest[0]);
          }
          lastAndLongest[0] = receivedUs;
        },
        "XRANGE",
        "btc:ticks",
        "(" + id,
        "+");
    return lastAndLongest[1];
  }

  private interface Entries {
    void entry(String id, long receivedUs);
  }

  private static void read(RespReader store, Entries entries, String... command)
      throws IOException {
    store.send(command);
    RespInput in = store.in();
    byte[] text = new byte[4096];
    byte[] value = new byte[4096];
    for (int left = in.array(); left > 0; left--) {
      in.array();
      String id = new String(text, 0, in.bulk(text), StandardCharsets.US_ASCII);
      long receivedUs = 0;
      for (int pairs = in.array() / 2; pairs > 0; pairs--) {
        int key = in.bulk(text);
        int length = in.bulk(value);
        if (Arrays.equals(text, 0, key, RECEIVED, 0, RECEIVED.length)) {
          receivedUs = Long.parseLong(new String(value, 0, length, StandardCharsets.US_ASCII));
        }
      }
      entries.entry(id, receivedUs);
    }
  }
}
