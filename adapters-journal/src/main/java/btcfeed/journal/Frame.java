package btcfeed.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The format of a record on disk, in big-endian order.
 *
 * <pre>
 *  0 | u32 | CRC32C of all that follows
 *  4 | u32 | payload length; the top bit marks the last record of an append, and the bit below it
 *    |     | an append that was cut after this record
 *  8 | u64 | id, milliseconds
 * 16 | u64 | id, sequence
 * 24 |     | payload in the RecordFormat
 * </pre>
 *
 * <p>The top bit makes an append atomic on disk. Recovery keeps nothing of an append that a crash
 * cut short. A set of checkpoints, or a trade with the gap it opened, is therefore complete or
 * absent. If the journal was cut within an append, what is left of its checkpoints does not count.
 */
final class Frame {
  static final int HEADER = 24;

  static final int LENGTH_AT = 4;
  static final int MS_AT = 8;
  static final int SEQ_AT = 16;

  /** Set in the length word of the last record of an append. */
  static final int LAST_OF_APPEND = 0x8000_0000;

  /** Set too if the journal was cut within the append. */
  static final int CUT_APPEND = 0x4000_0000;

  private Frame() {}

  /** Marks a frame as the last record of an append that was cut. */
  static void endCutAppend(ByteBuffer frame) {
    frame.putInt(LENGTH_AT, frame.getInt(LENGTH_AT) | LAST_OF_APPEND | CUT_APPEND);
    frame.putInt(0, crc(frame));
  }

  private static int crc(ByteBuffer frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame.duplicate().position(LENGTH_AT));
    return (int) crc.getValue();
  }
}
