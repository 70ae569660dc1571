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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
        Path file = folder.root().resolveSibling("carpet.parquet");
        Cost sink = Cost.of(() -> sink(folder.root(), ticks));
        Cost carpet = Cost.of(() -> carpet(file, ticks));
        System.out.printf(
            "round %d: sink %s, %,d bytes; carpet %s, %,d bytes; ratio %.2f%n",
            round,
            sink.text(),
            bytes(folder.root().resolve("ticks")),
            carpet.text(),
            Files.size(file),
            (double) carpet.cpuNanos() / sink.cpuNanos());
      }
    }
  }

  /** The time of a clock, and that of the processor, which other programs do not lengthen. */
  private record Cost(long nanos, long cpuNanos) {
    interface Work {
      void run() throws IOException;
    }

    static Cost of(Work work) throws IOException {
      ThreadMXBean thread = ManagementFactory.getThreadMXBean();
      long cpu = thread.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      work.run();
      return new Cost(System.nanoTime() - start, thread.getCurrentThreadCpuTime() - cpu);
    }

    String text() {
      return "%,d ticks/s (%,d per second of a core)".formatted(rate(nanos), rate(cpuNanos));
    }
  }

  private static void sink(Path root, List<SinkRecord> ticks) {
    SinkOrder order = new SinkOrder("parquet", "parquet://" + root, "bench", PluginValues.NONE);
    try (SinkPort sink = new ParquetPlugin().open(order)) {
      require(sink.claim(1));
      int most = sink.pace().records();
      for (int from = 0; from < TICKS; from += most) {
        List<SinkRecord> batch = ticks.subList(from, Math.min(TICKS, from + most));
        require(sink.write(SinkRecords.batch(1, batch)));
      }
      require(sink.flush(true));
    }
  }

  private static void require(Answer answer) {
    if (!(answer instanceof Answer.At)) {
      throw new IllegalStateException(answer.toString());
    }
  }

  private static void carpet(Path file, List<SinkRecord> ticks) throws IOException {
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
