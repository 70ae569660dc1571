package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.resp.RespInput;
import btcfeed.benchmarks.resp.RespReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A complete {@code btc:ticks}, read from the first entry to the last.
 *
 * @param entries the number of entries
 * @param firstTradeId the trade id of the oldest entry
 * @param strays entries with a numeric trade id that does not follow the previous one
 * @param distinct different combinations of venue, symbol and trade id
 * @param checksum of all ids, names and values
 */
record DeliveryLedger(long entries, long firstTradeId, long strays, long distinct, long checksum) {
  private static final String PAGE = "2000";
  private static final byte[] TRADE_ID = "trade_id".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> NAME = Set.of("venue", "symbol", "trade_id");

  /** Reads it page by page. */
  static DeliveryLedger read(RespReader store) throws IOException {
    return new Reading().read(store);
  }

  /** Fails unless it has {@code count} trades, each once and in order. */
  void requireEach(long count) throws IOException {
    if (entries != count || distinct != count || strays != 0) {
      throw new IOException(
          "of " + count + " trades the stream holds " + entries + ", " + strays + " out of place");
    }
  }

  private static final class Reading {
    private final CRC32C crc = new CRC32C();
    private final byte[] id = new byte[64];
    private final byte[] key = new byte[256];
    private final byte[] value = new byte[4096];
    private long entries;
    private long first = -1;
    private long last;
    private long strays;
    private final Set<String> names = new HashSet<>();

    DeliveryLedger read(RespReader store) throws IOException {
      RespInput in = store.in();
      String after = "-";
      while (true) {
        store.send("XRANGE", "btc:ticks", after, "+", "COUNT", PAGE);
        int length = 0;
        int count = in.array();
        for (int left = count; left > 0; left--) {
          in.array();
          length = in.bulk(id);
          crc.update(id, 0, length);
          entries++;
          fields(in);
        }
        if (count < Integer.parseInt(PAGE)) {
          return new DeliveryLedger(entries, first, strays, names.size(), crc.getValue());
        }
        after = "(" + new String(id, 0, length, StandardCharsets.US_ASCII);
      }
    }

    private void fields(RespInput in) throws IOException {
      StringBuilder name = new StringBuilder();
      for (int pairs = in.array() / 2; pairs > 0; pairs--) {
        int keyLength = in.bulk(key);
        int valueLength = in.bulk(value);
        crc.update(key, 0, keyLength);
        crc.update(value, 0, valueLength);
        if (Arrays.equals(key, 0, keyLength, TRADE_ID, 0, TRADE_ID.length)) {
          follow(new String(value, 0, valueLength, StandardCharsets.US_ASCII));
        }
        if (NAME.contains(new String(key, 0, keyLength, StandardCharsets.US_ASCII))) {
          name.append(new String(value, 0, valueLength, StandardCharsets.US_ASCII)).append(' ');
        }
      }
      names.add(name.toString());
    }

    private void follow(String text) {
      if (!text.matches("\\d{1,18}")) {
        return;
      }
      long tradeId = Long.parseLong(text);
      if (first < 0) {
        first = tradeId;
      } else if (tradeId != last + 1) {
        strays++;
      }
      last = tradeId;
    }
  }
}
