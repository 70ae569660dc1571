package btcfeed.benchmarks.parts;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueOptions;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decodes a complete Binance message, raw or combined, to a validated trade. Measures nanoseconds
 * per trade and, with the profiler, allocated bytes per trade, including the trade itself.
 *
 * <p>Uses 1,024 different messages in turn, so that the processor cannot predict one. The yardstick
 * in the same run is Jackson's streaming parser over the raw messages: it reads each value as a
 * string and checks nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx160m", "-XX:+UseCompactObjectHeaders"})
public class DecodeBenchmark {
  private static final int MESSAGES = 1024;

  private final byte[][] raw = messages("", "");
  private final byte[][] combined = messages("{\"stream\":\"btcusdt@trade\",\"data\":", "}");
  private final FrameDecoder decoder =
      Venues.builtIn()
          .codec(
              "binance",
              new VenueOptions(
                  List.of(Symbol.parse("BTC-USDT")),
                  Optional.of(URI.create("ws://127.0.0.1/ws/btcusdt@trade")),
                  VenueOptions.DEFAULT_MAX_MESSAGE_BYTES))
          .decoder();
  private final JsonFactory jackson = new JsonFactory();
  private DecodeSink trades = new IgnoringSink();
  private int at;

  /** The receiver of the trades. */
  @Setup
  public void listen(Blackhole hole) {
    trades = new TradesOnlySink(hole);
  }

  private static byte[][] messages(String before, String after) {
    byte[][] messages = new byte[MESSAGES][];
    for (int i = 0; i < MESSAGES; i++) {
      String trade =
          """
          {"e":"trade","E":%d,"s":"BTCUSDT","t":%d,"p":"%d.%02d000000","q":"0.%05d000",\
          "T":%d,"m":%s,"M":true}\
          """
              .formatted(
                  1_767_225_600_000L + i * 37L,
                  6_000_000_000L + i,
                  64_000 + i * 7919 % 1000,
                  i * 31 % 100,
                  1 + i * 6151 % 99_999,
                  1_767_225_600_000L + i * 37L - 1,
                  i % 3 == 0);
      messages[i] = (before + trade + after).getBytes(StandardCharsets.UTF_8);
    }
    return messages;
  }

  /** A message of a raw stream. */
  @Benchmark
  public void raw() {
    decode(raw);
  }

  /** A message of a combined stream, with its envelope. */
  @Benchmark
  public void combined() {
    decode(combined);
  }

  /** The yardstick. */
  @Benchmark
  public void jackson(Blackhole hole) throws IOException {
    byte[] message = raw[at++ & MESSAGES - 1];
    try (JsonParser parser = jackson.createParser(message)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          hole.consume(parser.getText());
        }
      }
    }
  }

  private void decode(byte[][] messages) {
    byte[] message = messages[at++ & MESSAGES - 1];
    decoder.decode(message, message.length, trades);
  }
}
