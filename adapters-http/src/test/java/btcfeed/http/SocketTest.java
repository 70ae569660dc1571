package btcfeed.http;

import static btcfeed.http.JournalWriter.BINANCE;
import static btcfeed.http.JournalWriter.KRAKEN;
import static btcfeed.http.TestServer.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import btcfeed.http.server.HttpOptions;
import btcfeed.testsupport.InMemoryJournal;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The WebSocket")
class SocketTest {
  private static final String FROM_THE_BEGINNING = "?after=0-0";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final JournalWriter written = new JournalWriter(new InMemoryJournal(100, 64L << 20));
  private TestServer server = server(TestOptions.shipped());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  @DisplayName("sends its start position and then the same events as the other stream")
  void sendsNewEvents() {
    written.ticks(BINANCE, 3);
    SocketClient socket = follow("");
    StreamClient stream =
        opened(new StreamClient(server.port(), "?after=1000-3", Optional.empty()));
    until(() -> socket.messages("health").size() == 1);
    assertThat(socket.ids("place")).containsExactly("1000-3");

    written.ticks(KRAKEN, 2);
    written.gap();

    until(() -> socket.messages("gap").size() == 1 && stream.events("gap").size() == 1);
    assertThat(socket.ids("tick")).isEqualTo(stream.ids("tick")).hasSize(2);
    assertThat(socket.messages("tick").getLast().data())
        .isEqualTo(stream.events("tick").getLast().data());
    assertThat(socket.messages("gap").getLast().data())
        .isEqualTo(stream.events("gap").getLast().data());
    assertThat(socket.messages("health").getFirst().data().get("status").asText())
        .isEqualTo("healthy");
  }

  @Test
  @DisplayName("resumes exactly at a client's position, across a restart of the service")
  void resumes() {
    written.ticks(BINANCE, 20_000);
    SocketClient before = follow(FROM_THE_BEGINNING);
    until(() -> before.ids("tick").size() == 20_000);
    server.close();
    until(() -> before.closed().isPresent());
    written.reopen();
    written.ticks(KRAKEN, 70);
    server = server(TestOptions.shipped());

    SocketClient after = follow("?after=" + before.lastId());
    until(() -> after.ids("tick").size() == 70);
    written.ticks(BINANCE, 5);

    until(() -> after.ids("tick").size() == 75);
    List<String> received = new ArrayList<>(before.ids("tick"));
    received.addAll(after.ids("tick"));
    assertThat(received).isEqualTo(written.tickIds());
  }

  @Test
  @DisplayName(
      "sends what is requested, and advances the position of a client without matching events")
  void filters() {
    SocketClient kraken = follow("?after=0-0&venue=kraken&symbol=btc-usd&events=tick");
    written.ticks(BINANCE, 30);
    written.ticks(KRAKEN, 1);
    written.ticks(BINANCE, 30);

    until(() -> kraken.ids("tick").size() == 1);
    server.clock.advance(Duration.ofSeconds(6));
    until(() -> kraken.lastId().equals("1000-61"));
    assertThat(kraken.ids("tick")).containsExactly("1000-31");
    assertThat(kraken.messages("health")).isEmpty();
  }

  @Test
  @DisplayName("sends pings and answers pings")
  void pings() {
    SocketClient socket = follow("");
    socket.ping("well?");

    until(() -> socket.pongs().contains("well?"));
    server.clock.advance(Duration.ofSeconds(6));
    until(() -> socket.pings() > 1);
  }

  @Test
  @DisplayName("answers a close frame with a close frame and releases the place")
  void closeFrame() {
    SocketClient socket = follow("");
    until(() -> readers() == 1);

    socket.sendClose();

    until(() -> socket.closed().isPresent());
    assertThat(socket.closed().orElseThrow().code()).isEqualTo(1000);
    until(() -> readers() == 0);
    assertThat(server.json("/metrics", 200).at("/stream/dropped_readers").asInt()).isZero();
  }

  @Test
  @DisplayName("closes with 1001 when the service stops")
  void ends() {
    written.ticks(BINANCE, 10);
    SocketClient socket = follow("");

    assertTimeout(TestServer.PATIENCE, server::close);

    until(() -> socket.closed().isPresent());
    assertThat(socket.closed().orElseThrow())
        .isEqualTo(new SocketClient.Closed(1001, "the service is stopping"));
  }

  @Test
  @DisplayName("closes with 1013 and the reason for a position the journal no longer holds")
  void trimmed() {
    written.ticks(BINANCE, 250);
    written.journal().dropOldest();

    SocketClient socket = follow("?after=1000-7");

    until(() -> socket.closed().isPresent());
    assertThat(socket.closed().orElseThrow()).isEqualTo(new SocketClient.Closed(1013, "trimmed"));
    JsonNode dropped = socket.messages("dropped").getFirst().data();
    assertThat(dropped.get("before").asText()).isEqualTo("1000-101");
    SocketClient again = follow("?after=" + socket.lastId());
    until(() -> again.ids("tick").size() == 150);
    assertThat(again.ids("tick")).startsWith("1000-101").endsWith("1000-250");
  }

  @Test
  @DisplayName("closes with 1013 for a client that does not read for 10 s and then reads")
  void slow() throws Exception {
    written.ticks(BINANCE, 20_000);
    try (RawSocket slow = RawSocket.open(server.port(), FROM_THE_BEGINNING)) {
      untilDropped();

      List<RawSocket.Frame> frames = slow.readAll();
      RawSocket.Frame last = frames.getLast();
      assertThat(last.opcode()).isEqualTo(8);
      assertThat(last.closeCode()).isEqualTo(1013);
      assertThat(last.closeReason()).isEqualTo("slow");
      JsonNode dropped = TestServer.parse(frames.get(frames.size() - 2).text());
      assertThat(dropped.get("event").asText()).isEqualTo("dropped");
      assertThat(dropped.get("id").asText()).isEqualTo(dropped.at("/data/after").asText());
    }
  }

  @Test
  @DisplayName("disconnects a client that never reads, without effect on others")
  void neverReads() throws Exception {
    written.ticks(BINANCE, 20_000);
    SocketClient reads = follow(FROM_THE_BEGINNING);
    try (RawSocket never = RawSocket.open(server.port(), FROM_THE_BEGINNING)) {
      until(() -> reads.ids("tick").size() == 20_000);
      until(
          () -> {
            // The clock stands still while the reading client is only late, as on a busy machine.
            if (reads.ids("tick").size() == written.records()) {
              written.ticks(BINANCE, 100);
              server.clock.advance(Duration.ofSeconds(1));
            }
            return readers() == 1;
          });
      assertThat(server.json("/metrics", 200).at("/stream/dropped_readers").asInt()).isEqualTo(1);
      until(() -> reads.ids("tick").size() == written.records());
      assertThat(reads.ids("tick")).isEqualTo(written.tickIds());
      assertThat(never.isOpen()).isTrue();
    }
  }

  @Test
  @DisplayName("shares its places with the other stream; one more client gets 503 and Retry-After")
  void limit() throws IOException {
    server = server(new TestOptions().streamReaders(2).build());
    opened(new StreamClient(server.port(), "", Optional.empty()));
    SocketClient second = follow("");

    String third = RawSocket.ask(server.port(), "", "");
    assertThat(third).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
    assertThat(server.get("/api/v1/stream").statusCode()).isEqualTo(503);

    second.sendClose();
    until(() -> readers() == 1);
    assertThat(follow("").closed()).isEmpty();
  }

  @Test
  @DisplayName("closes with 1009 after a long message")
  void long1009() {
    SocketClient socket = follow("");
    socket.send("x".repeat(100_000));

    until(() -> socket.closed().isPresent());
    assertThat(socket.closed().orElseThrow().code()).isEqualTo(1009);
  }

  @Test
  @DisplayName("ignores a few short messages and closes with 1008 after many")
  void many1008() {
    SocketClient socket = follow("");
    socket.send("{\"subscribe\":\"all\"}");
    socket.ping("!");
    until(() -> socket.pongs().contains("!"));
    assertThat(socket.closed()).isEmpty();

    until(
        () -> {
          socket.send("again");
          return socket.closed().isPresent();
        });
    assertThat(socket.closed().orElseThrow().code()).isEqualTo(1008);
  }

  @ParameterizedTest
  @CsvSource({
    "an unmasked frame, 8100, 1002",
    "a reserved bit, c18000000000, 1002",
    "an unknown opcode, 838000000000, 1002",
    "a length of eight bytes, 81ff7fffffffffffffff00000000, 1009",
    "half a close frame, 888100000000ff, 1000",
    "an empty close frame, 888000000000, 1000"
  })
  @DisplayName("closes with the reason after an invalid frame")
  void invalidFrame(String what, String hex, int code) throws Exception {
    try (RawSocket socket = RawSocket.open(server.port(), "")) {
      socket.send(hex);

      assertThat(socket.readAll().getLast().closeCode()).as(what).isEqualTo(code);
    }
    until(() -> readers() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=yesterday",
        "symbol=BTCUSDT",
        "events=tick,colour",
        "venue=a&venue=b",
        "x=1"
      })
  @DisplayName("is not opened for an invalid request")
  void invalidRequests(String query) throws IOException {
    assertThat(RawSocket.ask(server.port(), "?" + query, ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json");
  }

  @Test
  @DisplayName("accepts pages of its own and of configured origins only")
  void origins() throws IOException {
    String own = "http://127.0.0.1:" + server.port();
    assertThat(RawSocket.ask(server.port(), "", "Origin: " + own)).startsWith("HTTP/1.1 101 ");
    assertThat(RawSocket.ask(server.port(), "", "Origin: https://desk.example"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(RawSocket.ask(server.port(), "", "Origin: null")).startsWith("HTTP/1.1 403 ");

    server = server(new TestOptions().corsOrigins(Set.of("https://desk.example")).build());
    assertThat(RawSocket.ask(server.port(), "", "Origin: https://desk.example"))
        .startsWith("HTTP/1.1 101 ");
    assertThat(RawSocket.ask(server.port(), "", "Origin: https://desk.example.evil"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  @DisplayName("explains itself to a client without a handshake or with a wrong key")
  void handshakes() throws IOException {
    var plain = server.get("/api/v1/ws");
    assertThat(plain.statusCode()).isEqualTo(426);
    assertThat(plain.headers().firstValue("Upgrade")).contains("websocket");
    Shapes.assertShape(TestServer.parse(plain.body()), Shapes.PROBLEM);
    assertThat(RawSocket.ask(server.port(), "", "Sec-WebSocket-Version: 8"))
        .startsWith("HTTP/1.1 426 ");
    assertThat(RawSocket.raw(server.port(), "", "Sec-WebSocket-Key: short"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(readers()).isZero();
  }

  /** Fills every buffer on the way to the client, then lets 10 s pass. */
  private void untilDropped() {
    AtomicInteger checks = new AtomicInteger();
    until(() -> server.json("/metrics", 200).at("/stream/events").asInt() > 100);
    until(
        () -> {
          // Again and again, because the server may still have been writing the first time.
          if (checks.getAndIncrement() % 20 == 0) {
            server.clock.advance(Duration.ofSeconds(11));
          }
          return server.json("/metrics", 200).at("/stream/dropped_readers").asInt() == 1;
        });
  }

  private int readers() {
    return server.json("/metrics", 200).at("/stream/readers").asInt();
  }

  private SocketClient follow(String query) {
    return opened(new SocketClient(server.port(), query));
  }

  private TestServer server(HttpOptions options) {
    return opened(new TestServer(options, written.journal()));
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.add(each);
    return each;
  }
}
