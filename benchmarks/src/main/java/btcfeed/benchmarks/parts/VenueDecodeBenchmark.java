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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Decodes each venue's messages of one trade, as its simulator sends them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx160m", "-XX:+UseCompactObjectHeaders"})
public class VenueDecodeBenchmark {
  private static final int MESSAGES = 1024;

  @Param({
    "binance",
    "coinbase",
    "coinbase-advanced",
    "kraken",
    "okx",
    "bybit",
    "bitstamp",
    "bitfinex",
    "gemini",
    "kucoin",
    "gateio",
    "mexc",
    "htx",
    "bitget",
    "cryptocom"
  })
  public String venue = "";

  private CapturedVenue.Message[] messages = new CapturedVenue.Message[0];
  private FrameDecoder decoder = (_, _, _) -> {};
  private DecodeSink trades = new IgnoringSink();
  private int at;

  /** Captures messages of the venue's simulator. */
  @Setup
  public void listen(Blackhole hole) throws IOException, InterruptedException {
    CapturedVenue.Messages captured = CapturedVenue.of(venue, MESSAGES);
    decoder = captured.codec().decoder();
    List<CapturedVenue.Message> before = captured.before();
    before.forEach(message -> message.decode(decoder, new IgnoringSink()));
    messages = captured.trades().toArray(CapturedVenue.Message[]::new);
    trades = new TradesOnlySink(hole);
  }

  /** One message. */
  @Benchmark
  public void message() {
    messages[at++ & MESSAGES - 1].decode(decoder, trades);
  }
}
