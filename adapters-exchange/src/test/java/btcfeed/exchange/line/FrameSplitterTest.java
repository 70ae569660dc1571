package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The bytes of a connection")
class FrameSplitterTest {
  private static final int LIMIT = 10 * 1024 * 1024;
  private static final URI VENUE_URI = URI.create("ws://127.0.0.1/ws");

  private final List<String> read = new ArrayList<>();
  private int heartbeats;
  private final MessageBudget budget = new MessageBudget(2L * LIMIT);

  @ParameterizedTest
  @DisplayName("are read the same, however they are cut on their way")
  @ValueSource(ints = {1, 2, 3, 7, 64, 65_536, 1_000_000})
  void anyCut(int bytesAtOnce) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(HexFormat.of().parseHex("8103" + "616263"));
    sent.writeBytes(HexFormat.of().parseHex("8100"));
    sent.writeBytes(
        HexFormat.of().parseHex("0201" + "01" + "8902" + "6869" + "0000" + "8001" + "02"));
    sent.writeBytes(HexFormat.of().parseHex("827e00c8" + "20".repeat(200)));
    sent.writeBytes(RawVenue.frame(0x81, spaces(70_000)));
    sent.writeBytes(RawVenue.frame(0x02, spaces(1)));
    sent.writeBytes(RawVenue.frame(0x80, spaces(0)));
    sent.writeBytes(RawVenue.frame(0x81, spaces(0)));
    sent.writeBytes(HexFormat.of().parseHex("8a00" + "8805" + "03e9" + "627965"));
    sent.writeBytes(HexFormat.of().parseHex("8103" + "616263"));

    assertThat(read(sent.toByteArray(), bytesAtOnce)).isEqualTo("1001 bye");
    assertThat(read)
        .containsExactly(
            "text 616263",
            "text ",
            "binary 0102",
            "binary " + "20".repeat(200),
            "text of 70000",
            "binary 20",
            "text ");
    assertThat(heartbeats).isEqualTo(2);
    assertThat(budget.reservedBytes()).isZero();
  }

  @ParameterizedTest
  @DisplayName("of a message whose rest is lost are read as far as they came")
  @ValueSource(ints = {11, 300, 40_000, 1_000_000})
  void cut(int bytes) {
    String reason = read(Arrays.copyOf(RawVenue.frame(0x82, spaces(LIMIT)), bytes), 10_000);

    assertThat(reason).isEqualTo("the connection ended inside a frame");
    assertThat(read)
        .containsExactly("cut binary " + (bytes == 11 ? "20" : text(spaces(bytes - 10))));
    assertThat(budget.reservedBytes()).isLessThanOrEqualTo(2L * bytes);
  }

  @Test
  @DisplayName("reserve memory as they arrive, whatever length is announced")
  void memoryFollowsBytes() {
    byte[] frame = RawVenue.frame(0x81, spaces(LIMIT));
    List<Long> reserved = new ArrayList<>();
    InputStream slow =
        new ByteArrayInputStream(frame) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            reserved.add(budget.reservedBytes());
            return super.read(into, offset, Math.min(length, 10_000));
          }
        };
    read(slow);

    assertThat(reserved.get(1)).isZero();
    assertThat(reserved.get(30)).isBetween(300_000L - 10, 600_000L);
    assertThat(read).containsExactly("text of " + LIMIT);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  @DisplayName("of a message above the limit are refused before the first of them arrives")
  void announcedTooLong() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(RawVenue.frame(0x01, spaces(LIMIT)));
    sent.writeBytes(HexFormat.of().parseHex("8001"));

    assertThat(read(sent.toByteArray(), 65_536)).isEqualTo("a message was too long");
    assertThat(read)
        .containsExactly("bad a message of at least 10485761 bytes; the limit is 10485760 bytes");
  }

  private String read(byte[] bytes, int bytesAtOnce) {
    return read(
        new ByteArrayInputStream(bytes) {
          @Override
          public int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, bytesAtOnce));
          }
        });
  }

  /** Reads all bytes; the reason for which the reading ended. */
  private String read(InputStream bytes) {
    VenueCodec codec = Lines.codec(VENUE_URI);
    SystemClock clock = new SystemClock();
    VenueLine line =
        new VenueLine(
            new LineId(codec.venue(), "b"),
            VenueLine.Client.NETTY,
            codec,
            LIMIT,
            budget,
            OutboundConnector.direct(clock),
            clock,
            FrameTap.NONE,
            VenueLine.CLOSE_TIMEOUT);
    InboundDispatcher inbound =
        new InboundDispatcher(
            new Noting(), this::note, new OutboundQueue(codec.subscription(), clock), clock);
    Transport transport = new Transport(line, Lines.TIMEOUT, inbound);
    String reason = transport.read(bytes, transport.library(VENUE_URI));
    inbound.flush();
    return reason;
  }

  private void note(LineEvent event) {
    switch (event) {
      case LineEvent.Heartbeat _ -> heartbeats++;
      case LineEvent.Bad bad -> read.add("bad " + bad.sample());
      default -> read.add(event.toString());
    }
  }

  private static byte[] spaces(int count) {
    byte[] spaces = new byte[count];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }

  private static String text(byte[] bytes) {
    return bytes.length > 1_000 ? "of " + bytes.length : HexFormat.of().formatHex(bytes);
  }

  /** Notes what it is given to decode. */
  private final class Noting implements FrameDecoder {
    @Override
    public void decode(byte[] message, int length, DecodeSink sink) {
      read.add("text " + text(message));
    }

    @Override
    public void decodeBinary(byte[] message, int length, DecodeSink sink) {
      read.add("binary " + text(message));
    }

    @Override
    public void decodeCut(byte[] message, int length, PartialDecodeSink sink) {
      read.add("cut text " + text(message));
    }

    @Override
    public void decodeCutBinary(byte[] message, int length, PartialDecodeSink sink) {
      read.add("cut binary " + text(message));
    }
  }
}
