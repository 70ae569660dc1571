package btcfeed.sink.parquet;

import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes rows as they were read from another file. */
final class GroupRows extends SchemaRows<Group> {
  private Optional<GroupWriter> writer = Optional.empty();

  GroupRows(MessageType schema) {
    super(schema);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    writer = Optional.of(new GroupWriter(consumer, schema()));
  }

  @Override
  public void write(Group row) {
    writer.orElseThrow().write(row);
  }
}
