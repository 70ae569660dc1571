package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.resp.RespReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** What carries the trades: the service, or one of its two yardsticks. */
enum Subject {
  /** No parsing, one store, three short commands a trade. */
  BARE("bare pump", 1),
  /** No parsing, no journal, the service's keys and values into two stores. */
  FULL("full pump", 2),
  /** The service as it is shipped. */
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

  /** How many stores it writes. */
  int stores() {
    return stores;
  }

  /** How many trades a reader of this store can see. */
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
