package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;

/**
 * The length of a stream.
 *
 * @param entries the entries it has
 * @param expected the entries after its writer's last write; {@code entries} if unknown
 * @param oldest id of its first entry, START without one
 */
public record StreamLength(long entries, long expected, JournalId oldest) {
  public static final StreamLength UNKNOWN = new StreamLength(0, 0, JournalId.START);

  /** Entries that another program removed. */
  public long removed() {
    return Math.max(0, expected - entries);
  }
}
