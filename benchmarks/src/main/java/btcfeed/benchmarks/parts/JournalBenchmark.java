package btcfeed.benchmarks.parts;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import btcfeed.journal.FileJournal;
import btcfeed.journal.JournalOptions;
import btcfeed.journal.OpenResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The journal on disk as the service opens it, including the sync thread. Measures nanoseconds per
 * record for a single append, for an append of 64, for a sender's reads, and for reading and
 * decoding after a restart.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx160m", "-XX:+UseCompactObjectHeaders"})
public class JournalBenchmark {
  private static final int TOGETHER = 64;
  private static final int REPLAYED = 500_000;
  private static final int BATCH_RECORDS = 256;
  private static final int BATCH_BYTES = 256 * 1024;

  /** A journal in its own directory, and the trades to append. */
  @State(Scope.Thread)
  public abstract static class Disk {
    private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));
    private static final long TIME_US = 1_767_225_600_000_000L;

    private final Path directory = scratch();
    final FileJournal journal = open(directory);
    private JournalId last = JournalId.START;
    private long trades;

    List<Entry> next(int count) {
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        long us = TIME_US + 10 * trades++;
        Trade trade =
            new Trade(
                MARKET,
                TradeId.of(6_000_000_000L + trades),
                new Price(6_400_010_000_000L + trades % 1_000_000, 8),
                new Quantity(150_000 + trades % 1000, 8),
                Side.BUY,
                us);
        last = last.next(us / 1000);
        PriceTick tick = new PriceTick(trade, us + 200, Origin.LIVE);
        entries.add(new Entry(last, new JournalEvent.Ticked(tick)));
      }
      return entries;
    }

    void append(int count) {
      if (journal.append(next(count)) instanceof Appended.Failed(String detail)) {
        throw new IllegalStateException(detail);
      }
    }

    /** Closes and deletes the journal. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      journal.close();
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }

    private static Path scratch() {
      try {
        return Files.createTempDirectory(Path.of(PartBenchmarks.SCRATCH), "journal-");
      } catch (IOException e) {
        throw new IllegalStateException("run it from the repository's root", e);
      }
    }

    private static FileJournal open(Path directory) {
      return switch (FileJournal.open(directory, JournalOptions.DEFAULT, "benchmark")) {
        case OpenResult.Ready(FileJournal journal) -> journal;
        case OpenResult.InUse(String detail) -> throw new IllegalStateException(detail);
        case OpenResult.Failed(String detail) -> throw new IllegalStateException(detail);
      };
    }
  }

  /** A journal that deletes its segments between iterations, as if every store had them. */
  public static class Growing extends Disk {
    /** Deletes old segments. */
    @TearDown(Level.Iteration)
    public void release() {
      journal.release(journal.status().newest(), 0);
    }
  }

  /** A journal that holds {@link #REPLAYED} records. */
  public static class Filled extends Disk {
    /** Fills it. */
    @Setup(Level.Trial)
    public void fill() {
      for (int left = REPLAYED; left > 0; left -= BATCH_RECORDS) {
        append(Math.min(left, BATCH_RECORDS));
      }
    }
  }

  /** One record, one write. */
  @Benchmark
  public void appendAlone(Growing disk) {
    disk.append(1);
  }

  /** A record's share of a write of 64. */
  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public void appendTogether(Growing disk) {
    disk.append(TOGETHER);
  }

  /** A record's share of reading everything in a sender's batches. */
  @Benchmark
  @OperationsPerInvocation(REPLAYED)
  public long replay(Filled disk) {
    long records = 0;
    try (Reader reader = disk.journal.readAfter(JournalId.START)) {
      while (records < REPLAYED) {
        records +=
            switch (reader.next(BATCH_RECORDS, BATCH_BYTES)) {
              case Read.Records(var batch) -> batch.count();
              case Read.AtEnd() -> throw new IllegalStateException("records are missing");
              case Read.Lost(long lost) -> throw new IllegalStateException(lost + " records lost");
            };
      }
    }
    return records;
  }

  /** A record's share of reading and decoding everything, as after a restart. */
  @Benchmark
  @OperationsPerInvocation(REPLAYED)
  public long recover(Filled disk) {
    long[] records = {0};
    disk.journal.recover(_ -> records[0]++);
    if (records[0] != REPLAYED) {
      throw new IllegalStateException(records[0] + " records came back");
    }
    return records[0];
  }
}
