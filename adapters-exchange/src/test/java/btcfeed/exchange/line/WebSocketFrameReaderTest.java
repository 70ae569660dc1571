package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.exchange.input.MessageBudget;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reader of frames")
class WebSocketFrameReaderTest {
  private static final int LIMIT = 10 * 1024 * 1024;

  private final Events events = new Events();
  private final MessageBudget budget = new MessageBudget(2L * LIMIT);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new WebSocketFrameReader(LIMIT, budget, events));

  @ParameterizedTest
  @DisplayName("reads the same, however the bytes are cut on their way")
  @ValueSource(ints = {1, 2, 3, 7, 64, 65_536, 1_000_000})
  void anyCut(int bytesAtOnce) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(HexFormat.of().parseHex("8103" + "616263"));
    sent.writeBytes(HexFormat.of().parseHex("8100"));
    sent.writeBytes(
        HexFormat.of().parseHex("0201" + "01" + "8902" + "6869" + "0000" + "8001" + "02"));
    sent.writeBytes(HexFormat.of().parseHex("827e00c8" + "20".repeat(200)));
    sent.writeBytes(RawVenue.frame(0x81, spaces(70_000)));
    sent.writeBytes(HexFormat.of().parseHex("8a00" + "8805" + "03e9" + "627965"));
    sent.writeBytes(HexFormat.of().parseHex("8103" + "616263"));
    feed(sent.toByteArray(), bytesAtOnce);

    assertThat(events.all)
        .containsExactly(
            "text 616263",
            "text ",
            "heartbeat",
            "binary 0102",
            "binary " + "20".repeat(200),
            "text of 70000",
            "heartbeat",
            "ended 1001 bye");
    assertThat(sent()).containsExactly("Pong 6869", "Close 03e9");
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  @DisplayName("reserves memory for the bytes that arrived, not for the announced length")
  void memoryFollowsBytes() {
    byte[] frame = RawVenue.frame(0x81, spaces(LIMIT));
    feed(Arrays.copyOf(frame, 10), 10);
    assertThat(budget.reservedBytes()).isZero();

    feed(Arrays.copyOfRange(frame, 10, 300_010), 10_000);
    assertThat(budget.reservedBytes()).isBetween(300_000L, 600_000L);

    feed(Arrays.copyOfRange(frame, 300_010, frame.length), 65_536);
    assertThat(events.all).containsExactly("text of " + LIMIT);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  @DisplayName("releases the memory of an unfinished message when the connection ends")
  void releasesMemory() {
    feed(Arrays.copyOf(RawVenue.frame(0x82, spaces(LIMIT)), 1_000_000), 65_536);
    assertThat(budget.reservedBytes()).isPositive();
    var _ = channel.close();

    assertThat(events.all)
        .containsExactly("cut binary of 999990", "ended the connection ended inside a frame");
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  @DisplayName("refuses an announced length above the limit before its first byte arrives")
  void announcedTooLong() {
    feed(Arrays.copyOf(RawVenue.frame(0x01, spaces(LIMIT)), LIMIT + 10), 65_536);
    feed(HexFormat.of().parseHex("8001"), 2);

    assertThat(events.all)
        .containsExactly("oversized 10485761 10485760 bytes", "ended a message was too long");
    assertThat(budget.reservedBytes()).isZero();
  }

  private void feed(byte[] bytes, int bytesAtOnce) {
    for (int from = 0; from < bytes.length && channel.isOpen(); from += bytesAtOnce) {
      int to = Math.min(bytes.length, from + bytesAtOnce);
      channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to)));
    }
  }

  private static byte[] spaces(int count) {
    byte[] spaces = new byte[count];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }

  /** The frames that were sent. */
  private List<String> sent() {
    List<String> all = new ArrayList<>();
    WebSocketFrame frame = channel.readOutbound();
    while (frame != null) {
      String kind = frame.getClass().getSimpleName().replace("WebSocketFrame", "");
      all.add(kind + " " + ByteBufUtil.hexDump(frame.content()));
      frame.release();
      frame = channel.readOutbound();
    }
    return all;
  }

  private static final class Events implements TransportListener {
    private final List<String> all = new ArrayList<>();

    @Override
    public void opened() {}

    @Override
    public void bytesArrived() {}

    @Override
    public void message(byte[] message, boolean binary) {
      all.add((binary ? "binary " : "text ") + text(message));
    }

    @Override
    public void readComplete() {}

    @Override
    public void heartbeat() {
      all.add("heartbeat");
    }

    @Override
    public void malformed(String detail) {
      all.add("malformed " + detail);
    }

    @Override
    public void oversized(long bytes, String limit) {
      all.add("oversized " + bytes + " " + limit);
    }

    @Override
    public void cut(byte[] beginning, boolean binary) {
      all.add("cut " + (binary ? "binary " : "text ") + text(beginning));
    }

    @Override
    public void ended(String detail) {
      all.add("ended " + detail);
    }

    private static String text(byte[] bytes) {
      return bytes.length > 1_000 ? "of " + bytes.length : HexFormat.of().formatHex(bytes);
    }
  }
}
