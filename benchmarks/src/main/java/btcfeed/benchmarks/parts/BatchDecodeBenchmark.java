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

/** Messages of eight trades, of the venues that gather them: a trade's share of a message. */
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

  private OverheardVenue.Message[] messages = new OverheardVenue.Message[0];
  private FrameDecoder decoder = (_, _, _) -> {};
  private DecodeSink trades = new Silence();
  private int at;

  /** Listens to the venue's simulator. */
  @Setup
  public void listen(Blackhole hole) throws IOException, InterruptedException {
    OverheardVenue.Messages overheard = OverheardVenue.of(venue, MESSAGES * TOGETHER);
    decoder = overheard.codec().decoder();
    overheard.before().forEach(message -> message.decode(decoder, new Silence()));
    List<OverheardVenue.Message> gathered = Gathered.of(overheard.trades(), TOGETHER);
    for (OverheardVenue.Message message : gathered) {
      Counting counting = new Counting(new Silence());
      message.decode(decoder, counting);
      if (counting.trades != TOGETHER) {
        throw new IOException(venue + ": " + counting.trades + " trades in a message");
      }
    }
    messages = gathered.toArray(OverheardVenue.Message[]::new);
    trades = new Trades(hole);
  }

  /** One trade of a message. */
  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public void batch() {
    messages[at++ & MESSAGES - 1].decode(decoder, trades);
  }
}
