package btcfeed.sink.parquet;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import com.jerolba.carpet.CarpetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes a million ticks through the port, and the same ticks with the Carpet library into one
 * file: what a Java program does that needs no cursor.
 */
final class SinkBench {
  private static final int TICKS = 1_000_000;
  private static final int ROUNDS = 6;

  private SinkBench() {}

  /** A tick as Carpet writes it, with the columns and types of the sink. */
  record Row(
      String id,
      String venue,
      String symbol,
      String tradeId,
      BigDecimal price,
      BigDecimal quantity,
      String side,
      Instant exchangeTime,
      Instant receiveTime,
      String origin,
      long epoch) {
    static Row of(SinkRecord record) {
      PriceTick tick = ((SinkRecord.Tick) record).tick();
      Trade trade = tick.trade();
      return new Row(
          record.id().toString(),
          trade.market().venue().name(),
          trade.market().symbol().toString(),
          trade.id().text(),
          trade.price().toBigDecimal(),
          trade.quantity().toBigDecimal(),
          trade.side().text(),
          time(trade.exchangeTimeUs()),
          time(tick.receiveTimeUs()),
          tick.origin().text(),
          1);
    }

    private static Instant time(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
  }

  public static void main(String[] args) throws IOException {
    List<SinkRecord> ticks = new ArrayList<>(SinkRecords.ticks(1, TICKS));
    for (int round = 1; round <= ROUNDS; round++) {
      try (ParquetFolder folder = new ParquetFolder()) {
        long sink = sink(folder.root(), ticks);
        Path file = folder.root().resolve("carpet.parquet");
        long carpet = carpet(file, ticks);
        System.out.printf(
            "round %d: sink %,d ticks/s, %,d bytes; carpet %,d ticks/s, %,d bytes; ratio %.2f%n",
            round,
            rate(sink),
            bytes(folder.root().resolve("ticks")),
            rate(carpet),
            Files.size(file),
            (double) carpet / sink);
      }
    }
  }

  private static long sink(Path root, List<SinkRecord> ticks) {
    SinkOrder order = new SinkOrder("parquet", "parquet://" + root, "bench", PluginValues.NONE);
    long start = System.nanoTime();
    try (SinkPort sink = new ParquetPlugin().open(order)) {
      require(sink.claim(1));
      int most = sink.pace().records();
      for (int from = 0; from < TICKS; from += most) {
        List<SinkRecord> batch = ticks.subList(from, Math.min(TICKS, from + most));
        require(sink.write(SinkRecords.batch(1, batch)));
      }
      require(sink.flush(true));
    }
    return System.nanoTime() - start;
  }

  private static void require(Answer answer) {
    if (!(answer instanceof Answer.At)) {
      throw new IllegalStateException(answer.toString());
    }
  }

  private static long carpet(Path file, List<SinkRecord> ticks) throws IOException {
    long start = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(file);
        CarpetWriter<Row> writer =
            new CarpetWriter.Builder<>(out, Row.class)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withDefaultDecimal(Decimals.PRECISION, Decimals.SCALE)
                .build()) {
      for (SinkRecord tick : ticks) {
        writer.write(Row.of(tick));
      }
    }
    return System.nanoTime() - start;
  }

  private static long rate(long nanos) {
    return TICKS * 1_000_000_000L / nanos;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(it -> it.toFile().length()).sum();
    }
  }
}
