package btcfeed.benchmarks.parts;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Heard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private int at;

  /** Listens to the venue's simulator. */
  @Setup
  public void listen() throws IOException, InterruptedException {
    OverheardVenue.Messages overheard = OverheardVenue.of(venue, MESSAGES);
    decoder = overheard.codec().decoder();
    List<OverheardVenue.Message> before = overheard.before();
    before.forEach(message -> message.decode(decoder, new Silence()));
    messages = overheard.trades().toArray(OverheardVenue.Message[]::new);
  }

  /** One message. */
  @Benchmark
  public void message(Blackhole hole) {
    messages[at++ & MESSAGES - 1].decode(decoder, new Trades(hole));
  }

  /** Hears nothing. */
  private record Silence() implements Heard {
    @Override
    public void trade(Trade trade) {}

    @Override
    public void confirmed() {}

    @Override
    public void heartbeat() {}

    @Override
    public void reply(String text) {}

    @Override
    public void welcome() {}

    @Override
    public void refused(String detail) {}

    @Override
    public void plannedClose(String detail, Duration within) {}

    @Override
    public void bad(BadInput reason, Optional<Symbol> symbol) {}
  }
}
