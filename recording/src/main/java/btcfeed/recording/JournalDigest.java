package btcfeed.recording;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sequence.Gap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what is appended to a journal, from a moment on: what {@code btc:ticks} and {@code
 * btc:gaps} get, in their order. One thread.
 *
 * <p>The digest is over every tick's fields without its entry's id, which says when it was
 * appended: the same trades in the same order give the same digest.
 */
final class JournalDigest implements AutoCloseable {
  private static final int PAGE = 4_096;
  private static final int PAGE_BYTES = 4 << 20;

  private final JournalPort.Reader reader;
  private final SortedMap<Market, Row> rows =
      new TreeMap<>(Comparator.comparing(Market::venue).thenComparing(Market::symbol));
  private final MessageDigest digest;
  private long ticks;
  private long unread;

  JournalDigest(JournalPort journal) {
    reader = journal.readAfter(journal.status().newest());
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** One market's part. */
  static final class Row {
    long ticks;
    String firstPrice = "-";
    String lastPrice = "-";
    final Map<Gap.State, Long> gaps = new EnumMap<>(Gap.State.class);

    private void add(PriceTick tick) {
      lastPrice = tick.trade().price().toString();
      firstPrice = ticks == 0 ? lastPrice : firstPrice;
      ticks++;
    }

    long gaps(Gap.State state) {
      return gaps.getOrDefault(state, 0L);
    }
  }

  /** Takes in what has come since the last time. */
  void read() {
    while (true) {
      switch (reader.next(PAGE, PAGE_BYTES)) {
        case JournalPort.Read.AtEnd _ -> {
          return;
        }
        case JournalPort.Read.Lost(long records) -> unread += records;
        case JournalPort.Read.Records(var batch) -> batch.entries().forEach(this::take);
      }
    }
  }

  private void take(Entry entry) {
    switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) -> {
        ticks++;
        digest.update(line(tick).getBytes(StandardCharsets.UTF_8));
        row(tick.trade().market()).add(tick);
      }
      case JournalEvent.GapChanged(Market market, Gap gap) ->
          row(market).gaps.merge(gap.state(), 1L, Long::sum);
      case JournalEvent.Checkpointed _, JournalEvent.Mutated _ -> {}
    }
  }

  private Row row(Market market) {
    return rows.computeIfAbsent(market, _ -> new Row());
  }

  private static String line(PriceTick tick) {
    Trade trade = tick.trade();
    return "%s %s %s %s %s %s %d %d %s\n"
        .formatted(
            trade.market().venue(),
            trade.market().symbol(),
            trade.id().text(),
            trade.price(),
            trade.quantity(),
            trade.side(),
            trade.exchangeTimeUs(),
            tick.receiveTimeUs(),
            tick.origin());
  }

  /** What was counted of each market, in order. */
  SortedMap<Market, Row> rows() {
    return rows;
  }

  long ticks() {
    return ticks;
  }

  /** Records that were gone before they could be counted. */
  long unread() {
    return unread;
  }

  /** Of all ticks so far; counting goes on. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java's SHA-256 can be cloned", e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
