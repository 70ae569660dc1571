package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.parquet.hadoop.ParquetWriter;

/** A file of one market that is being written, under a hidden name until it is complete. */
final class OpenFile {
  private final Path hidden;
  private final ChannelOutput output;
  private final RowWriter rows;
  private final ParquetWriter<SinkRecord> writer;
  private final JournalId first;
  private JournalId last;

  OpenFile(Path folder, Partition partition, JournalId first, long claim) throws IOException {
    this.first = first;
    last = first;
    Files.createDirectories(folder);
    hidden = folder.resolve(FileName.unfinished(first, claim));
    output = new ChannelOutput(hidden);
    rows = new RowWriter(partition.schema());
    writer = Writers.open(output, rows);
  }

  void append(SinkRecord row, long epoch) throws IOException {
    rows.epoch(epoch);
    writer.write(row);
    last = row.id();
  }

  /** The disk has every byte, still under the hidden name. */
  void finish() throws IOException {
    writer.close();
    output.force();
  }

  /** Readers find the file from now on. */
  void publish() throws IOException {
    Files.move(
        hidden,
        hidden.resolveSibling(new FileName(first, last).text()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** The records are dropped. What cannot be deleted now is deleted at the next claim. */
  void discard() {
    try {
      output.abandon();
      Files.deleteIfExists(hidden);
    } catch (IOException left) {
      // The next claim deletes unfinished files.
    }
  }
}
