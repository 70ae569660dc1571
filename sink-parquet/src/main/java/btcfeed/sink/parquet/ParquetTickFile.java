package btcfeed.sink.parquet;

import btcfeed.api.TickFile;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.hadoop.ParquetWriter;

/** One Parquet file with the ticks of any markets. */
final class ParquetTickFile implements TickFile {
  private final ChannelOutput output;
  private final ParquetWriter<SinkRecord> writer;

  ParquetTickFile(Path file) throws IOException {
    output = new ChannelOutput(file);
    writer = Writers.open(output, new RowWriter(Schemas.EXPORTED_TICKS));
  }

  @Override
  public void add(SinkRecord.Tick tick) throws IOException {
    writer.write(tick);
  }

  @Override
  public void complete() throws IOException {
    writer.close();
  }

  @Override
  public void close() throws IOException {
    output.abandon();
  }
}
