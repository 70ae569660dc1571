package btcfeed.sink.parquet;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** How the files are written. */
final class Writers {
  /** Small pages, because each open file has one for each of its columns in memory. */
  private static final int PAGE_BYTES = 128 * 1024;

  private static final int ROW_GROUP_BYTES = 16 * 1024 * 1024;

  private Writers() {}

  /**
   * Plain encodings, because every reader has them. The differences of version 2 would halve the
   * files, but DuckDB 1.4 does not read decimals that are written so.
   */
  static <T> ParquetWriter<T> open(OutputFile file, WriteSupport<T> rows) throws IOException {
    Builder<T> builder =
        new Builder<>(file, rows)
            .withConf(new PlainParquetConfiguration())
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withCodecFactory(new GzipCodec())
            .withCompressionCodec(CompressionCodecName.GZIP)
            .withPageSize(PAGE_BYTES)
            .withRowGroupSize((long) ROW_GROUP_BYTES)
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(false);
    for (String column : Schemas.REPEATED) {
      builder.withDictionaryEncoding(column, true);
    }
    for (String column : Schemas.WITHOUT_RANGE) {
      builder.withStatisticsEnabled(column, false);
    }
    return builder.build();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> rows;

    Builder(OutputFile file, WriteSupport<T> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }

    /** The library demands this method, and does not call it. */
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }
}
