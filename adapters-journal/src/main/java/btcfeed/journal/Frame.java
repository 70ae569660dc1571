package btcfeed.journal;

/**
 * A record on disk.
 *
 * <pre>
 *  0  u32  CRC32C of everything behind it
 *  4  u32  payload length; the top bit says: last record of its append
 *  8  u64  id, milliseconds
 * 16  u64  id, sequence
 * 24       payload, as RecordFormat writes it
 * </pre>
 *
 * <p>Big-endian. The top bit makes an append atomic on disk too: of an append that a crash cut
 * short, nothing is kept, so a set of marks, or a trade and the gap it opened, is there whole or
 * not at all.
 */
final class Frame {
  /** Bytes before the payload. */
  static final int HEADER = 24;

  static final int LENGTH_AT = 4;
  static final int MS_AT = 8;
  static final int SEQ_AT = 16;

  /** Set in the length word of the last record of an append. */
  static final int LAST_OF_APPEND = 0x8000_0000;

  private Frame() {}
}
