package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.testsupport.InMemoryJournal;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dfuzz.seed=} sets another seed; a failure shows the sent bytes. */
@DisplayName("Under random client frames")
class SocketFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_126L);
  private static final int SHOTS = 150;
  private static final List<Integer> CODES = List.of(1000, 1001, 1002, 1008, 1009);

  private final JournalWriter written = new JournalWriter(new InMemoryJournal(100, 64L << 20));
  private final TestServer server = new TestServer(TestOptions.shipped(), written.journal());
  private final Random random = new Random(SEED);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("the server sends whole frames and a documented close code, and releases the place")
  void randomFrames() throws IOException {
    written.ticks(JournalWriter.BINANCE, 50);
    for (int shot = 0; shot < SHOTS; shot++) {
      String sent = shot();
      try (RawSocket socket = RawSocket.open(server.port(), "?after=0-0")) {
        socket.sendLast(sent);
        List<RawSocket.Frame> frames = socket.framesUntilClosed();
        String about = "fuzz.seed=" + SEED + " shot " + shot + ": " + sent;
        for (RawSocket.Frame frame : frames) {
          switch (frame.opcode()) {
            case 1 -> assertThat(TestServer.parse(frame.text()).has("event")).as(about).isTrue();
            case 8 -> assertThat(CODES).as(about).contains(frame.closeCode());
            default -> assertThat(frame.opcode()).as(about).isIn(9, 10);
          }
        }
      }
    }
    TestServer.until(() -> server.json("/metrics", 200).at("/stream/readers").asInt() == 0);
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  /** Valid and invalid frames or random bytes, cut at any point. */
  private String shot() {
    StringBuilder hex = new StringBuilder();
    int frames = 1 + random.nextInt(60);
    for (int i = 0; i < frames; i++) {
      byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(126) : random.nextInt(4)];
      random.nextBytes(payload);
      int first =
          random.nextInt(6) == 0
              ? random.nextInt(256)
              : 0x80 + List.of(1, 2, 9, 10, 8).get(random.nextInt(5));
      int second =
          (random.nextInt(20) == 0 ? 0 : 0x80)
              + (random.nextInt(20) == 0 ? random.nextInt(128) : payload.length);
      hex.append(HexFormat.of().toHexDigits((byte) first))
          .append(HexFormat.of().toHexDigits((byte) second))
          .append("00000000")
          .append(HexFormat.of().formatHex(payload));
    }
    int cut = random.nextInt(3) == 0 ? random.nextInt(hex.length() / 2) : hex.length() / 2;
    return hex.substring(0, 2 * cut);
  }
}
