package btcfeed.sink.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.schema.MessageType;

/** Rows of a schema that is known from the start. Hadoop is never there at run time. */
abstract class SchemaRows<T> extends WriteSupport<T> {
  private final MessageType schema;

  SchemaRows(MessageType schema) {
    this.schema = schema;
  }

  final MessageType schema() {
    return schema;
  }

  @Override
  public final WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, Map.of());
  }

  /** The library demands this method, and does not call it. */
  @Override
  @SuppressWarnings("deprecation")
  public final WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }
}
