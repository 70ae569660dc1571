package btcfeed.http.api;

import btcfeed.domain.port.JournalPort;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;

/**
 * The journal in JSON.
 *
 * @param writable true unless the last append or sync failed
 * @param oldestId first record held; {@code 0-0} when there is none, as the two after it
 * @param syncedId last record known to survive a power cut
 * @param usedPercent of {@code maxBytes}
 * @param dropped records given up before every store had them, since start
 * @param failure what the last append or sync failed with; empty while all is well
 */
public record JournalView(
    boolean writable,
    String oldestId,
    String newestId,
    String syncedId,
    long records,
    long bytes,
    long maxBytes,
    BigDecimal usedPercent,
    int segments,
    long dropped,
    String failure) {

  public static JournalView of(JournalPort.Status journal) {
    return new JournalView(
        journal.failure().isEmpty(),
        journal.oldest().toString(),
        journal.newest().toString(),
        journal.syncedTo().toString(),
        journal.records(),
        journal.bytes(),
        journal.maxBytes(),
        Numbers.percent(journal.bytes(), journal.maxBytes()),
        journal.segments(),
        journal.dropped(),
        journal.failure());
  }
}
