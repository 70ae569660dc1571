package btcfeed.domain.journal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Consecutive journal records, encoded as in {@link RecordFormat}, never empty. Immutable: any
 * thread may send it, repeatedly.
 */
public final class Batch {
  private final byte[] bytes;
  private final int count;
  private final int fields;
  private final JournalId first;
  private final JournalId last;

  /**
   * Takes the array over; the caller must not change it.
   *
   * @param count records in it
   * @param fields strings in it
   */
  public Batch(byte[] bytes, int count, int fields, JournalId first, JournalId last) {
    if (count < 1) {
      throw new IllegalArgumentException("a batch is never empty");
    }
    this.bytes = bytes;
    this.count = count;
    this.fields = fields;
    this.first = first;
    this.last = last;
  }

  /** Encodes entries, in order. */
  public static Batch of(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch is never empty");
    }
    ByteBuffer out = ByteBuffer.allocate(entries.size() * RecordFormat.MAX_BYTES);
    int fields = 0;
    for (Entry entry : entries) {
      RecordFormat.write(out, entry);
      fields += RecordFormat.fields(entry.event());
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return new Batch(
        bytes, entries.size(), fields, entries.getFirst().id(), entries.getLast().id());
  }

  public int count() {
    return count;
  }

  /** How many strings {@link #bytes} holds. */
  public int fields() {
    return fields;
  }

  public JournalId first() {
    return first;
  }

  public JournalId last() {
    return last;
  }

  /** The encoded records, read-only. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** The decoded records. */
  public List<Entry> entries() {
    return new RecordReader(bytes).rest();
  }

  /** The first record, decoded. */
  public Entry oldest() {
    return new RecordReader(bytes).next();
  }

  @Override
  public String toString() {
    return count + " records " + first + ".." + last;
  }
}
