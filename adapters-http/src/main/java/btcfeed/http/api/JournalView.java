package btcfeed.http.api;

import btcfeed.domain.port.JournalPort;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;

/**
 * The journal in JSON.
 *
 * @param writable true unless the last append or sync failed
 * @param oldestId first record; {@code 0-0} in an empty journal, as the two after it
 * @param syncedId last record that survives a power cut
 * @param usedPercent of {@code maxBytes}
 * @param dropped records removed before every store had them, since start
 * @param failure error of the last append or sync; empty if it succeeded
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
