package btcfeed.rehearsal.audit;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Trade;
import btcfeed.domain.store.StoreName;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The trades of one venue, and in which stores each was seen. Any thread.
 *
 * <p>Its memory is bounded for runs of any length. Trades are kept in pages of ids. Of a page whose
 * trades were all seen in both stores, only its number is kept; an entry of such a page that comes
 * again is counted as a duplicate.
 */
public final class TradeLedger {
  private static final int PAGE = 1_024;

  /** A page is kept until the newest id is this far beyond it. */
  private static final int STILL_TRADED = PAGE;

  private final TreeMap<Long, Page> pages = new TreeMap<>();
  private final BitSet done = new BitSet();
  private long firstPage = -1;
  private long newest = -1;
  private long trades;

  /** What an entry of a store is. */
  enum Found {
    /** A trade, seen for the first time in that store. */
    NEW,
    /** A trade that was seen there before. */
    TWICE,
    /** No trade of the venue, or one with other contents. */
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

  /** Takes a trade that is missing from a store: its number and its time. */
  interface Missing {
    void trade(long number, long timeUs);
  }

  /** Records a trade of the venue. */
  public synchronized void traded(Trade trade) {
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

  /** Records an entry of a store. */
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

  /** Drops the details of pages of which nothing is missing. */
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

  /** Passes on every trade that was not seen in this store. */
  synchronized void missing(StoreName store, Missing missing) {
    pages.forEach(
        (number, page) -> {
          BitSet left = (BitSet) page.traded.clone();
          left.andNot(page.seenIn(store));
          left.stream().forEach(at -> missing.trade(number * PAGE + at, page.timesMs[at] * 1_000));
        });
  }

  /** How many trades the venue made. */
  public synchronized long trades() {
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

  /** The number that an id begins with: those of these venues all do. */
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

  /** A hash of the contents that ignores trailing zeros of numbers. */
  private static int contents(String id, String price, String quantity, String side) {
    return Objects.hash(id, plain(price), plain(quantity), side);
  }

  private static String plain(String number) {
    boolean digits = number.matches("[0-9]+(\\.[0-9]+)?");
    return digits ? new BigDecimal(number).stripTrailingZeros().toPlainString() : number;
  }
}
