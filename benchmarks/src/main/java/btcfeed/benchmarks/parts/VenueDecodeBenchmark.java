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

/** Every venue's messages of one trade each, as its simulator sends them, to a validated trade. */
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

  private OverheardVenue.Message[] messages = new OverheardVenue.Message[0];
  private FrameDecoder decoder = (_, _, _) -> {};
  private DecodeSink trades = new Silence();
  private int at;

  /** Listens to the venue's simulator. */
  @Setup
  public void listen(Blackhole hole) throws IOException, InterruptedException {
    OverheardVenue.Messages overheard = OverheardVenue.of(venue, MESSAGES);
    decoder = overheard.codec().decoder();
    List<OverheardVenue.Message> before = overheard.before();
    before.forEach(message -> message.decode(decoder, new Silence()));
    messages = overheard.trades().toArray(OverheardVenue.Message[]::new);
    trades = new Trades(hole);
  }

  /** One message. */
  @Benchmark
  public void message() {
    messages[at++ & MESSAGES - 1].decode(decoder, trades);
  }
}
