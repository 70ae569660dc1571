package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.RecordedFrames;
import btcfeed.venuekit.RecoveredTrades;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of mexc:")
class MexcTest extends VenueCodecContract {
  // A frame as it came, with two trades and the deals behind the time of sending.
  private static final String FRAME =
      "Ci9zcG90QHB1YmxpYy5hZ2dyZS5kZWFscy52My5hcGkucGJAMTAwbXNAQlRDVVNEVBoHQlRDVVNEVDDGzdOV+jPSE5gB"
          + "CkoKCDY1MjE5LjM4EgowLjE0MTkxMzAyGAIgos3TlfozKik3MTAzNDI5NDg2NTAyMDkyODBYMF83MTAzNDI5NDg2NTAy"
          + "MDkyODFYMApKCgg2NTIxOS4zOBIKMC4xNDM0MDY2NBgBIKXN05X6MyopNzEwMzQyOTQ4NjYyNzkyMTkyWDBfNzEwMzQy"
          + "OTQ4NjYyNzkyMTkzWDA=";
  private static final String CHANNEL = "spot@public.aggre.deals.v3.api.pb@100ms@BTCUSDT";
  private static final MexcFrame TRADE =
      new MexcFrame(
          "BTCUSDT", "65219.380", "0.14191302", 2, 1785141192354L, "71034294X0_71034295X0");

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Mexc(),
        Symbol.parse("BTC-USDT"),
        TRADE.text(),
        "mexc:BTC-USDT 71034294X0_71034295X0 65219.380 0.14191302 sell 1785141192354000",
        List.of(TRADE.text(), TRADE.withId("71034296X0").text()),
        List.of("71034294X0_71034295X0", "71034296X0"),
        "{\"id\":0,\"code\":0,\"msg\":\"" + CHANNEL + "\"}",
        "{\"id\":0,\"code\":0,\"msg\":\"Not Subscribed successfully! ["
            + CHANNEL
            + "].  Reason\uFF1A Blocked! \"}",
        "{\"id\":0,\"code\":0,\"msg\":\"PONG\"}",
        List.of(),
        "65219.380",
        "0.14191302",
        "71034294X0_71034295X0",
        "1785141192354",
        "2",
        "BTCUSDT");
  }

  @Override
  protected byte[] bytes(String message) {
    return binary(message) ? MexcFrame.parse(message).bytes() : super.bytes(message);
  }

  @Override
  protected boolean binary(String message) {
    return MexcFrame.isOne(message);
  }

  @Test
  @DisplayName("a push without deals is a sign of life, and nothing is missing")
  void noDeals() {
    byte[] body =
        written(
            out -> {
              out.writeString(1, CHANNEL);
              out.writeByteArray(314, written(deals -> deals.writeString(2, "aggre.deals")));
              out.writeString(3, "BTCUSDT");
            });
    DecodedFrames decoded = binary(body);
    assertThat(decoded.bad).isEmpty();
    assertThat(decoded.heartbeats).isEqualTo(1);
  }

  @Test
  @DisplayName("a million empty deals make a few reports, and memory in proportion to their bytes")
  void millionDeals() {
    byte[] deals = new byte[2_000_000];
    for (int at = 0; at < deals.length; at += 2) {
      deals[at] = 0x0A;
    }
    byte[] frame =
        written(
            out -> {
              out.writeString(1, CHANNEL);
              out.writeByteArray(314, deals);
              out.writeString(3, "BTCUSDT");
            });
    FrameDecoder decoder = decoder();
    long before = allocated();
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, frame, /* binary= */ true);
    assertThat(allocated() - before).isLessThan(4L * frame.length);
    assertThat(decoded.bad).hasSizeLessThan(12).containsOnly(BadInput.WRONG_SHAPE);
    assertThat(decoded.badCount).isEqualTo(1_000_000);
  }

  @Test
  @DisplayName("groups nested without end, huge lengths and endless numbers are malformed")
  void hostileBytes() {
    byte[] groups = new byte[2 * 1024 * 1024];
    Arrays.fill(groups, (byte) 0x4B);
    byte[] varint = new byte[64];
    Arrays.fill(varint, (byte) 0xFF);
    byte[] length = {0x0A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};
    byte[] negative = {0x0A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    FrameDecoder decoder = decoder();
    for (byte[] frame : List.of(groups, varint, length, negative)) {
      DecodedFrames decoded = new DecodedFrames();
      decoded.decode(decoder, frame, /* binary= */ true);
      assertThat(decoded.bad).containsExactly(BadInput.MALFORMED);
      assertThat(RecoveredTrades.of(decoder, frame, /* binary= */ true).trades).isEmpty();
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static byte[] written(MexcFrame.Writing writing) {
    return MexcFrame.written(writing);
  }

  @Override
  @Test
  @DisplayName("a message cut anywhere brings one report and no trade")
  protected void cut() {
    byte[] frame = Base64.getDecoder().decode(FRAME);
    for (int length = 0; length < frame.length; length++) {
      DecodedFrames decoded = binary(Arrays.copyOf(frame, length));
      assertThat(decoded.trades).isEmpty();
      assertThat(decoded.bad).hasSize(1);
    }
  }

  @Test
  @DisplayName("of a real frame cut anywhere, the complete deals are recovered")
  void frameCut() {
    byte[] frame = Base64.getDecoder().decode(FRAME);
    FrameDecoder decoder = decoder();
    List<Trade> whole = binary(frame).trades;
    // The second deal is the last thing in the frame, and as long as the first.
    int deal = 2 + frame[frame.length - 75];
    for (int length = 0; length < frame.length; length++) {
      RecoveredTrades left =
          RecoveredTrades.of(decoder, Arrays.copyOf(frame, length), /* binary= */ true);
      int came = length < frame.length - deal ? 0 : 1;
      assertThat(left.trades).as("%s", length).isEqualTo(whole.subList(0, came));
    }
  }

  @Test
  @DisplayName("if the symbol was cut off, the channel tells the market")
  void channelFirst() {
    byte[] frame = TRADE.behindItsChannel(CHANNEL);
    Trade trade = binary(frame).trades.getFirst();
    int body = frame.length - TRADE.afterTheBody().length;
    RecoveredTrades left =
        RecoveredTrades.of(decoder(), Arrays.copyOf(frame, body), /* binary= */ true);
    assertThat(left.trades).containsExactly(trade);
    RecoveredTrades shorter =
        RecoveredTrades.of(decoder(), Arrays.copyOf(frame, body - 1), /* binary= */ true);
    assertThat(shorter.trades).isEmpty();
  }

  @Test
  @DisplayName("of a deal that was cut behind its id, the id is recovered")
  void dealNamed() {
    byte[] frame = TRADE.behindItsChannel(CHANNEL, /* stranger= */ 9);
    int body = frame.length - TRADE.afterTheBody().length;
    RecoveredTrades left =
        RecoveredTrades.of(decoder(), Arrays.copyOf(frame, body - 1), /* binary= */ true);
    assertThat(left.trades).isEmpty();
    assertThat(left.cut).containsExactly("mexc:BTC-USDT " + TRADE.id());
  }

  @Test
  @DisplayName("a channel and a symbol that contradict each other have the wrong shape")
  void contradiction() {
    List<Symbol> symbols = List.of(Symbol.parse("BTC-USDT"), Symbol.parse("ETH-USDT"));
    DecodedFrames decoded = new DecodedFrames();
    byte[] frame = TRADE.withSymbol("ETHUSDT").behindItsChannel(CHANNEL);
    decoded.decode(codec(symbols).decoder(), frame, /* binary= */ true);
    assertThat(decoded.trades).isEmpty();
    assertThat(decoded.bad).containsExactly(BadInput.WRONG_SHAPE);
  }

  @Override
  @Test
  @DisplayName("recorded frames become exactly the trades in them")
  protected void recorded() {
    List<String> ids = new ArrayList<>();
    for (byte[] frame : recordedFrames()) {
      binary(frame).trades.forEach(trade -> ids.add(trade.id().text()));
    }
    List<String> expected = RecordedFrames.frames(recording(".expected.jsonl"));
    assertThat(expected).isNotEmpty().hasSameSizeAs(ids);
    for (int i = 0; i < ids.size(); i++) {
      assertThat(expected.get(i)).contains("\"" + ids.get(i) + "\"");
    }
  }

  @Override
  @Test
  @DisplayName("of recorded frames cut anywhere, only complete trades are recovered")
  protected void recordedCut() {
    FrameDecoder decoder = decoder();
    assertThat(recordedFrames()).isNotEmpty();
    for (byte[] frame : recordedFrames()) {
      List<Trade> whole = binary(frame).trades;
      for (int length = 0; length < frame.length; length++) {
        RecoveredTrades left =
            RecoveredTrades.of(decoder, Arrays.copyOf(frame, length), /* binary= */ true);
        assertThat(left.trades).isEqualTo(whole.subList(0, left.trades.size()));
      }
    }
  }

  private static List<byte[]> recordedFrames() {
    return RecordedFrames.frames(recording(".b64")).stream()
        .map(line -> Base64.getDecoder().decode(line.strip()))
        .toList();
  }

  private static Path recording(String ending) {
    return RecordedFrames.recorded("mexc").resolve("mexc-protobuf-2026-07-27-btcusdt" + ending);
  }

  @Override
  @Test
  @DisplayName("bad values are told apart by reason, and never become a trade")
  protected void badValues() {
    for (String value : List.of("0", "-1", "0.00")) {
      bad(TRADE.withPrice(value), BadInput.NOT_POSITIVE);
      bad(TRADE.withQuantity(value), BadInput.NOT_POSITIVE);
    }
    for (String value : List.of("", "NaN", "1e400", "1,5", " 1")) {
      bad(TRADE.withPrice(value), BadInput.BAD_NUMBER);
      bad(TRADE.withQuantity(value), BadInput.BAD_NUMBER);
    }
    for (String value : List.of("", "a b", "x".repeat(65))) {
      bad(TRADE.withId(value), BadInput.BAD_NUMBER);
    }
    for (long time : new long[] {0, -1, 1785141192L, Long.MAX_VALUE}) {
      bad(TRADE.withTime(time), BadInput.BAD_TIME);
    }
    for (long side : new long[] {0, 3, -1}) {
      bad(TRADE.withSide(side), BadInput.WRONG_SHAPE);
    }
  }

  @Override
  @Test
  @DisplayName(
      "a trade without one of its fields, or with one of another kind, has the wrong shape")
  protected void missing() {
    for (int field = 1; field <= 5; field++) {
      assertThat(binary(TRADE.without(field)).bad).containsExactly(BadInput.WRONG_SHAPE);
      assertThat(binary(TRADE.ofAnotherKind(field)).bad).containsExactly(BadInput.WRONG_SHAPE);
    }
  }

  @Override
  @Test
  @DisplayName("a market without subscription is unknown")
  protected void unknownMarket() {
    bad(TRADE.withSymbol("DOGEUSDT"), BadInput.UNKNOWN_SYMBOL);
  }

  @Test
  @DisplayName("a real frame becomes the trades in it")
  void frame() {
    DecodedFrames decoded = binary(Base64.getDecoder().decode(FRAME));
    assertThat(decoded.trades)
        .extracting(
            trade -> trade.id().text(),
            trade -> trade.price().text(),
            trade -> trade.quantity().text(),
            trade -> trade.side().text(),
            trade -> trade.exchangeTimeUs())
        .containsExactly(
            tuple(
                "710342948650209280X0_710342948650209281X0",
                "65219.38",
                "0.14191302",
                "sell",
                1785141192354000L),
            tuple(
                "710342948662792192X0_710342948662792193X0",
                "65219.38",
                "0.14340664",
                "buy",
                1785141192357000L));
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("bytes that are no message are bad, and unknown fields are skipped")
  void strangers() {
    assertThat(binary("hello".getBytes(StandardCharsets.UTF_8)).bad)
        .containsExactly(BadInput.MALFORMED);
    assertThat(binary(new byte[] {8, 1}).bad).containsExactly(BadInput.UNKNOWN_MESSAGE);
    assertThat(binary(TRADE.withAStranger()).trades).hasSize(1);
  }

  @Test
  @DisplayName("there is one request per market, and a ping every twenty seconds")
  void requests() {
    assertThat(codec().subscription().messages())
        .containsExactly("{\"method\":\"SUBSCRIPTION\",\"params\":[\"" + CHANNEL + "\"]}");
    assertThat(codec().subscription().ping()).contains("{\"method\":\"PING\"}");
    assertThat(codec().subscription().pingEvery()).contains(Duration.ofSeconds(20));
  }

  private void bad(MexcFrame frame, BadInput reason) {
    DecodedFrames decoded = binary(frame.bytes());
    assertThat(decoded.trades).as("%s", frame).isEmpty();
    assertThat(decoded.bad).as("%s", frame).containsExactly(reason);
  }

  private DecodedFrames binary(byte[] bytes) {
    FrameDecoder decoder = decoder();
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, bytes, /* binary= */ true);
    return decoded;
  }
}
