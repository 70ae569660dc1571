package btcfeed.benchmarks.parts;

import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Decodes messages of eight trades, for the venues that send such; measures one trade's share. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx160m", "-XX:+UseCompactObjectHeaders"})
public class BatchDecodeBenchmark {
  private static final int MESSAGES = 256;
  private static final int TOGETHER = 8;

  @Param({"coinbase-advanced", "kraken", "okx", "bybit", "mexc", "htx", "bitget", "cryptocom"})
  public String venue = "";

  private CapturedVenue.Message[] messages = new CapturedVenue.Message[0];
  private FrameDecoder decoder = (_, _, _) -> {};
  private DecodeSink trades = new IgnoringSink();
  private int at;

  /** Captures messages of the venue's simulator. */
  @Setup
  public void listen(Blackhole hole) throws IOException, InterruptedException {
    CapturedVenue.Messages captured = CapturedVenue.of(venue, MESSAGES * TOGETHER);
    decoder = captured.codec().decoder();
    captured.before().forEach(message -> message.decode(decoder, new IgnoringSink()));
    List<CapturedVenue.Message> gathered = BatchMessages.of(captured.trades(), TOGETHER);
    for (CapturedVenue.Message message : gathered) {
      CountingSink counting = new CountingSink(new IgnoringSink());
      message.decode(decoder, counting);
      if (counting.trades != TOGETHER) {
        throw new IOException(venue + ": " + counting.trades + " trades in a message");
      }
    }
    messages = gathered.toArray(CapturedVenue.Message[]::new);
    trades = new TradesOnlySink(hole);
  }

  /** One trade of a message. */
  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public void batch() {
    messages[at++ & MESSAGES - 1].decode(decoder, trades);
  }
}
