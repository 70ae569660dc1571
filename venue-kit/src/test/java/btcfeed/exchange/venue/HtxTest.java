package btcfeed.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.RecordedFrames;
import btcfeed.venuekit.RecoveredTrades;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codec of htx:")
class HtxTest extends VenueCodecContract {
  private static final String ROW =
      "{\"id\":1931506477151671992419320033,\"ts\":1788335110452,\"tradeId\":103627913547,\"amount\":0.0180,\"price\":77523.250,\"direction\":\"sell\",\"isRpiTrade\":false}";

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new Htx(),
        Symbol.parse("BTC-USDT"),
        message(ROW),
        "htx:BTC-USDT 103627913547 77523.250 0.0180 sell 1788335110452000",
        List.of(message(ROW.replace("913547", "913548") + "," + ROW)),
        List.of("103627913547", "103627913548"),
        "{\"id\":\"BTC-USDT\",\"status\":\"ok\",\"subbed\":\"market.btcusdt.trade.detail\",\"ts\":1788335115914}",
        "{\"ts\":1586323747018,\"status\":\"error\",\"err-code\":\"bad-request\",\"err-msg\":\"invalid"
            + " topic\",\"id\":\"2\"}",
        "{\"ping\":1788335119660}",
        List.of(),
        "77523.250",
        "0.0180",
        "103627913547",
        "1788335110452",
        "\"sell\"",
        "\"market.btcusdt.trade.detail\"");
  }

  @Override
  protected byte[] bytes(String message) {
    return gzip(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected boolean binary(String message) {
    return true;
  }

  @Test
  @DisplayName("a ping is answered with its own number, and only with a number")
  void pong() {
    assertThat(decode("{\"ping\":1788335119660}").replies)
        .containsExactly("{\"pong\":1788335119660}");
    DecodedFrames forged = decode("{\"ping\":\"1},{\"}");
    assertThat(forged.replies).isEmpty();
    assertThat(forged.bad).containsExactly(BadInput.WRONG_SHAPE);
  }

  @Test
  @DisplayName("exponents keep their digits")
  void exponent() {
    DecodedFrames decoded = decode(message(ROW.replace("0.0180", "1.8E-4")));
    assertThat(decoded.trades.getFirst().quantity().text()).isEqualTo("0.00018");
  }

  @Test
  @DisplayName("text without compression is a wrong frame; bytes that are no gzip are malformed")
  void unpacked() {
    assertThat(DecodedFrames.of(decoder(), message(ROW)).bad).containsExactly(BadInput.WRONG_FRAME);
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder(), message(ROW).getBytes(StandardCharsets.UTF_8), /* binary= */ true);
    assertThat(decoded.bad).containsExactly(BadInput.MALFORMED);
  }

  @Test
  @DisplayName(
      "a message that decompresses to too many bytes is oversized, and the decoder continues")
  void bomb() {
    byte[] bomb = gzip(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    var decoder = decoder();
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, bomb, /* binary= */ true);
    assertThat(decoded.bad).containsExactly(BadInput.OVERSIZED);
    assertThat(decode(decoder, message(ROW)).trades).hasSize(1);
  }

  @Test
  @DisplayName("bytes damaged anywhere are malformed, and the decoder continues")
  void damaged() {
    byte[] packed = bytes(message(ROW));
    var decoder = decoder();
    // Time and system in a header have no influence.
    for (int at = 10; at < packed.length; at++) {
      byte[] wrong = packed.clone();
      wrong[at] ^= 0x55;
      DecodedFrames decoded = new DecodedFrames();
      decoded.decode(decoder, wrong, /* binary= */ true);
      assertThat(decoded.bad).as("byte " + at).containsExactly(BadInput.MALFORMED);
      assertThat(decode(decoder, message(ROW)).trades).hasSize(1);
    }
  }

  @Test
  @DisplayName("a gzip header with every optional field is skipped, also one that is cut")
  void longHeader() {
    byte[] packed = bytes(message(ROW));
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(packed, 0, 3);
    named.write(0x1e);
    named.write(packed, 4, 6);
    named.writeBytes(new byte[] {2, 0, 7, 7, 'n', 0, 'c', 'c', 0, 1, 2});
    named.write(packed, 10, packed.length - 10);
    var decoder = decoder();
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, named.toByteArray(), /* binary= */ true);
    assertThat(decoded.trades).hasSize(1);
    for (int length = 0; length < 21; length++) {
      DecodedFrames cut = new DecodedFrames();
      cut.decode(decoder, Arrays.copyOf(named.toByteArray(), length), /* binary= */ true);
      assertThat(cut.bad).containsExactly(BadInput.MALFORMED);
    }
  }

  @Test
  @DisplayName("a message may be compressed in two members; anything else behind it is damage")
  void pieces() {
    String text = message(ROW);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(gzip(text.substring(0, 30).getBytes(StandardCharsets.UTF_8)));
    both.writeBytes(gzip(text.substring(30).getBytes(StandardCharsets.UTF_8)));
    var decoder = decoder();
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, both.toByteArray(), /* binary= */ true);
    assertThat(decoded.trades).hasSize(1);
    both.write('!');
    DecodedFrames more = new DecodedFrames();
    more.decode(decoder, both.toByteArray(), /* binary= */ true);
    assertThat(more.bad).containsExactly(BadInput.MALFORMED);
  }

  @Test
  @DisplayName("a closed decoder has no effect")
  void closed() {
    var decoder = decoder();
    decoder.close();
    decoder.close();
    assertThat(decode(decoder, message(ROW)).nothing()).isTrue();
    assertThat(RecoveredTrades.of(decoder, bytes(message(ROW)), /* binary= */ true).trades)
        .isEmpty();
  }

  @Test
  @DisplayName("recorded frames of gzip decompress to the recorded texts")
  void recordedGzip() throws IOException {
    Path recorded = RecordedFrames.recorded("htx");
    Path texts = recorded.resolve("cryptofeed-2021-04-17-ten-pairs-part1.jsonl");
    List<String> packed =
        Files.readAllLines(
            texts.resolveSibling(texts.getFileName().toString().replace(".jsonl", ".gzip.b64")));
    List<Symbol> symbols = List.of(Symbol.parse("TRIO-ETH"), Symbol.parse("OMG-BTC"));
    DecodedFrames unpacked = new DecodedFrames();
    var decoder = codec(symbols).decoder();
    packed.forEach(
        frame -> unpacked.decode(decoder, Base64.getDecoder().decode(frame), /* binary= */ true));
    assertThat(unpacked.trades)
        .isNotEmpty()
        .isEqualTo(
            decode(codec(symbols).decoder(), Files.readAllLines(texts).toArray(String[]::new))
                .trades);
  }

  @Test
  @DisplayName("of compressed bytes that were cut, the complete trades are recovered")
  void packedCut() {
    String two = message(ROW + "," + ROW.replace("913547", "913548"));
    var decoder = decoder();
    List<Trade> whole = decode(decoder, two).trades;
    byte[] packed = bytes(two);
    int left = 0;
    for (int length = 0; length < packed.length; length++) {
      RecoveredTrades recovered =
          RecoveredTrades.of(decoder, Arrays.copyOf(packed, length), /* binary= */ true);
      assertThat(recovered.trades).isEqualTo(whole.subList(0, recovered.trades.size()));
      assertThat(recovered.trades).hasSizeGreaterThanOrEqualTo(left);
      left = recovered.trades.size();
    }
    // All of the text is there before the eight bytes of the checksum are.
    byte[] text = Arrays.copyOf(packed, packed.length - 8);
    assertThat(RecoveredTrades.of(decoder, text, /* binary= */ true).trades).isEqualTo(whole);
  }

  @Test
  @DisplayName("of recorded frames of gzip cut anywhere, the first trades are recovered")
  void recordedGzipCut() throws IOException {
    Path recorded = RecordedFrames.recorded("htx");
    var decoder = codec(List.of(Symbol.parse("TRIO-ETH"), Symbol.parse("OMG-BTC"))).decoder();
    for (String line :
        Files.readAllLines(recorded.resolve("cryptofeed-2021-04-17-ten-pairs-part1.gzip.b64"))) {
      byte[] packed = Base64.getDecoder().decode(line);
      DecodedFrames whole = new DecodedFrames();
      whole.decode(decoder, packed, /* binary= */ true);
      for (int length = 0; length < packed.length; length++) {
        RecoveredTrades left =
            RecoveredTrades.of(decoder, Arrays.copyOf(packed, length), /* binary= */ true);
        int all = whole.trades.size();
        int some = left.trades.size();
        assertThat(left.trades)
            .isIn(whole.trades.subList(0, some), whole.trades.subList(all - some, all));
      }
    }
  }

  private static String message(String rows) {
    return "{\"ch\":\"market.btcusdt.trade.detail\",\"ts\":1788335110454,\"tick\":{\"id\":193150647715,\"ts\":1788335110453,\"data\":["
        + rows
        + "]}}";
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
