package btcfeed.sink.parquet;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The values of a row, in the order of its columns. */
final class Columns {
  private final RecordConsumer out;
  private final String[] names;
  private int next;

  Columns(RecordConsumer out, MessageType schema) {
    this.out = out;
    names = schema.getFields().stream().map(Type::getName).toArray(String[]::new);
  }

  void begin() {
    out.startMessage();
    next = 0;
  }

  void add(long value) {
    out.startField(names[next], next);
    out.addLong(value);
    out.endField(names[next], next++);
  }

  void add(Binary value) {
    out.startField(names[next], next);
    out.addBinary(value);
    out.endField(names[next], next++);
  }

  /** These columns have no value. */
  void skip(int columns) {
    next += columns;
  }

  void end() {
    out.endMessage();
  }
}
