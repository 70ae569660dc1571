package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** Copies the records of a file up to the cursor. The cursor is inside the file. */
final class Shortener {
  private final Path file;
  private final FolderState state;

  Shortener(Path file, FolderState state) {
    this.file = file;
    this.state = state;
  }

  /** The copy has its own name; the caller deletes the file afterwards. */
  void keepUpToCursor() throws IOException {
    FileName name = FileName.parse(file).orElseThrow();
    Path hidden = file.resolveSibling(FileName.unfinished(name.first(), state.claim()));
    Files.deleteIfExists(hidden);
    JournalId last = copy(new ChannelOutput(hidden));
    Files.move(
        hidden,
        file.resolveSibling(new FileName(name.first(), last).text()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private JournalId copy(ChannelOutput to) throws IOException {
    JournalId last = JournalId.START;
    try (ParquetReader<Group> reader = new Reader(new LocalInputFile(file)).build()) {
      Group row = reader.read();
      try (ParquetWriter<Group> writer =
          Writers.open(to, new GroupRows((MessageType) row.getType()))) {
        while (row != null && !id(row).isAfter(state.cursor().after())) {
          writer.write(row);
          last = id(row);
          row = reader.read();
        }
      }
    }
    to.force();
    return last;
  }

  private static JournalId id(Group row) {
    return JournalId.parse(row.getString("id", 0));
  }

  private static final class Reader extends ParquetReader.Builder<Group> {
    Reader(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new GzipCodec());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
