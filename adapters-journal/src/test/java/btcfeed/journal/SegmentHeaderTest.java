package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The header of a segment")
class SegmentHeaderTest {
  private static final SegmentHeader HEADER =
      new SegmentHeader(7, new JournalId(1_000, 2), new JournalId(1_001, 0));

  private static ByteBuffer written() {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
    HEADER.write(bytes);
    return bytes;
  }

  @Test
  @DisplayName("is damaged if any bit, or any run of bytes up to its end, is wrong")
  void damaged() {
    for (int bit = 0; bit < SegmentHeader.BYTES * 8; bit++) {
      ByteBuffer bytes = written();
      bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
      assertThat(SegmentHeader.parse(bytes))
          .as("bit %s", bit)
          .isEqualTo(new SegmentHeader.Parsed.Damaged());
    }
    for (int from = 0; from < SegmentHeader.BYTES - 8; from++) {
      ByteBuffer bytes = written();
      bytes.put(from, new byte[SegmentHeader.BYTES - from]);
      assertThat(SegmentHeader.parse(bytes))
          .as("zeros from %s", from)
          .isEqualTo(new SegmentHeader.Parsed.Damaged());
    }
  }

  @Test
  @DisplayName("names another version only if its checksum is right")
  void otherVersion() {
    ByteBuffer bytes = written().putInt(4, 2);
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(48));
    bytes.putInt(48, (int) crc.getValue());

    assertThat(SegmentHeader.parse(bytes)).isEqualTo(new SegmentHeader.Parsed.OtherVersion(2));
    assertThat(SegmentHeader.parse(written())).isEqualTo(new SegmentHeader.Parsed.Header(HEADER));
  }
}
