package btcfeed.bootstrap.soak;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one venue traded, and which of it was seen in which store. Any thread.
 *
 * <p>Bounded for runs of any length: trades are kept in pages of ids, and a page all of whose
 * trades were seen in both stores is only remembered to be done. A trade of it that turns up again
 * stands there twice, whatever it is.
 */
final class TradeLedger {
  private static final int PAGE = 1_024;

  /** Ids of a page are not done before the venue is so far beyond them. */
  private static final int STILL_TRADED = PAGE;

  private final TreeMap<Long, Page> pages = new TreeMap<>();
  private final BitSet done = new BitSet();
  private long firstPage = -1;
  private long newest = -1;
  private long trades;

  /** What became of a tick that stands in a store. */
  enum Found {
    /** It is a trade, seen for the first time in that store. */
    NEW,
    /** It is a trade that was seen there before. */
    TWICE,
    /** The venue made no such trade, or another one of that id. */
    INVENTED
  }

  private static final class Page {
    private final int[] contents = new int[PAGE];
    private final long[] timesMs = new long[PAGE];
    private final BitSet traded = new BitSet(PAGE);
    private final Map<StoreName, BitSet> seen = new EnumMap<>(StoreName.class);

    Page() {
      for (StoreName store : StoreName.values()) {
        seen.put(store, new BitSet(PAGE));
      }
    }

    BitSet seenIn(StoreName store) {
      return Objects.requireNonNull(seen.get(store));
    }
  }

  /** A trade that is not in a store: its number and when the venue made it. */
  interface Missing {
    void trade(long number, long timeUs);
  }

  /** The venue made this trade. */
  synchronized void traded(Trade trade) {
    long number = number(trade.id().text());
    Page page = pages.computeIfAbsent(number / PAGE, _ -> new Page());
    int at = (int) (number % PAGE);
    page.traded.set(at);
    page.contents[at] =
        contents(
            trade.id().text(), text(trade.price()), text(trade.quantity()), trade.side().text());
    page.timesMs[at] = trade.exchangeTimeUs() / 1_000;
    firstPage = firstPage < 0 ? number / PAGE : firstPage;
    newest = Math.max(newest, number);
    trades++;
  }

  /** A tick of it stands in this store, with these words. */
  synchronized Found seen(StoreName store, String id, String price, String quantity, String side) {
    long number = numberOr(id, -1);
    if (number < 0) {
      return Found.INVENTED;
    }
    if (firstPage >= 0
        && number / PAGE >= firstPage
        && done.get((int) (number / PAGE - firstPage))) {
      return Found.TWICE;
    }
    Page page = pages.get(number / PAGE);
    int at = (int) (number % PAGE);
    if (page == null
        || !page.traded.get(at)
        || page.contents[at] != contents(id, price, quantity, side)) {
      return Found.INVENTED;
    }
    if (page.seenIn(store).get(at)) {
      return Found.TWICE;
    }
    page.seenIn(store).set(at);
    return Found.NEW;
  }

  /** Forgets the details of pages of which nothing is missing any more. */
  synchronized void compact() {
    pages
        .entrySet()
        .removeIf(
            entry -> {
              Page page = entry.getValue();
              boolean over = (entry.getKey() + 1) * PAGE + STILL_TRADED < newest;
              boolean whole =
                  page.seen.values().stream().allMatch(seen -> seen.equals(page.traded));
              if (over && whole) {
                done.set((int) (entry.getKey() - firstPage));
              }
              return over && whole;
            });
  }

  /** Shows every trade that was not seen in this store. */
  synchronized void missing(StoreName store, Missing missing) {
    pages.forEach(
        (number, page) -> {
          BitSet left = (BitSet) page.traded.clone();
          left.andNot(page.seenIn(store));
          left.stream().forEach(at -> missing.trade(number * PAGE + at, page.timesMs[at] * 1_000));
        });
  }

  /** How many trades the venue made. */
  synchronized long trades() {
    return trades;
  }

  /** The number of its newest trade; -1 before the first. */
  synchronized long newest() {
    return newest;
  }

  /** Pages whose details are kept. */
  synchronized int pagesKept() {
    return pages.size();
  }

  /** Every id of these venues begins with a number of its own. */
  static long number(String id) {
    long number = numberOr(id, -1);
    if (number < 0) {
      throw new IllegalArgumentException("an id that begins with no number: " + id);
    }
    return number;
  }

  private static long numberOr(String id, long otherwise) {
    int end = 0;
    while (end < id.length() && end < 18 && id.charAt(end) >= '0' && id.charAt(end) <= '9') {
      end++;
    }
    return end == 0 ? otherwise : Long.parseLong(id.substring(0, end));
  }

  private static String text(Decimal decimal) {
    return decimal.toBigDecimal().toPlainString();
  }

  /** Of equal numbers the same, however many zeros they end in. */
  private static int contents(String... words) {
    int hash = words[0].hashCode();
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      hash = hash * 31 + plain(word).hashCode();
    }
    return hash;
  }

  private static String plain(String word) {
    boolean number = !word.isEmpty() && Character.isDigit(word.charAt(0));
    return number ? new BigDecimal(word).stripTrailingZeros().toPlainString() : word;
  }
}
