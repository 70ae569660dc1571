package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.resp.RespReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** A measured system: the service, or one of its two yardsticks. */
enum Subject {
  /** No parsing, one store, three short commands per trade. */
  BARE("bare pump", 1),
  /** No parsing, no journal, two stores, the keys and values of the service. */
  FULL("full pump", 2),
  /** The service as released. */
  FEED("btc-feed", 2);

  private final String title;
  private final int stores;

  Subject(String title, int stores) {
    this.title = title;
    this.stores = stores;
  }

  /** Reads {@code bare}, {@code full} or {@code feed}. */
  static Subject parse(String word) {
    return Arrays.stream(values())
        .filter(subject -> subject.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a system is bare, full or feed, was " + word));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** The number of stores it writes to. */
  int stores() {
    return stores;
  }

  /** The number of trades that a reader of this store can see. */
  long visible(RespReader store) throws IOException {
    return switch (this) {
      case BARE -> {
        String count = store.text("GET", "bench:count");
        yield count.isEmpty() ? 0 : Long.parseLong(count);
      }
      case FULL, FEED -> store.integer("XLEN", "btc:ticks");
    };
  }
}
