package btcfeed.sink.parquet;

import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of the files, in their order, with the names of {@code btc:ticks}. */
final class Schemas {
  static final String EPOCH = "epoch";

  /** Of a single file, which does not show the leader. */
  static final MessageType EXPORTED_TICKS =
      new MessageType(
          "tick",
          text("id"),
          text("venue"),
          text("symbol"),
          text("trade_id"),
          decimal("price"),
          decimal("quantity"),
          text("side"),
          time("exchange_time_us"),
          time("receive_time_us"),
          text("origin"));

  static final MessageType TICKS = EXPORTED_TICKS.union(new MessageType("tick", number(EPOCH)));

  static final MessageType GAPS =
      new MessageType(
          "gap",
          text("id"),
          text("venue"),
          text("symbol"),
          numberOrNone("from_id"),
          numberOrNone("to_id"),
          time("since_us"),
          time("until_us"),
          text("state"),
          number("trades"),
          number(EPOCH));

  /** Columns that repeat a few values. The others would fill a dictionary for nothing. */
  static final List<String> REPEATED =
      List.of("venue", "symbol", "side", "origin", "epoch", "state");

  /** Columns whose smallest and largest value help no reader, and cost time with every row. */
  static final List<String> WITHOUT_RANGE =
      List.of("venue", "symbol", "trade_id", "side", "origin", "state");

  private Schemas() {}

  private static Type text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static Type number(String name) {
    return Types.required(PrimitiveTypeName.INT64).named(name);
  }

  private static Type numberOrNone(String name) {
    return Types.optional(PrimitiveTypeName.INT64).named(name);
  }

  private static Type time(String name) {
    return Types.required(PrimitiveTypeName.INT64)
        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
        .named(name);
  }

  private static Type decimal(String name) {
    return Types.required(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
        .length(Decimals.BYTES)
        .as(LogicalTypeAnnotation.decimalType(Decimals.SCALE, Decimals.PRECISION))
        .named(name);
  }
}
