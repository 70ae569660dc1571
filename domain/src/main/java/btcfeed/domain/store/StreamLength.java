package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;

/**
 * How long a stream is, and how long its writer left it.
 *
 * @param entries it has
 * @param expected it had when its writer wrote last; as many as it has where that is not known
 * @param oldest id of its first entry, START if it has none
 */
public record StreamLength(long entries, long expected, JournalId oldest) {
  /** Of a stream nothing is known of. */
  public static final StreamLength UNKNOWN = new StreamLength(0, 0, JournalId.START);

  /** Entries that are gone although the writer did not trim them. */
  public long removed() {
    return Math.max(0, expected - entries);
  }
}
