package btcfeed.http;

import static btcfeed.http.JournalWriter.BINANCE;
import static btcfeed.http.JournalWriter.KRAKEN;
import static btcfeed.http.TestServer.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.Mutation;
import btcfeed.http.server.HttpOptions;
import btcfeed.testsupport.InMemoryJournal;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The stream")
class StreamTest {
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
  @DisplayName("sends new events with the id they have in every store")
  void sendsNewEvents() {
    written.ticks(BINANCE, 3);
    StreamClient client = follow("");
    until(() -> !client.events("health").isEmpty());

    written.ticks(KRAKEN, 1);
    written.gap();

    until(() -> client.events("gap").size() == 1);
    assertThat(client.ids("tick")).containsExactly("1000-4");
    assertThat(client.events("tick").getFirst().data())
        .isEqualTo(server.json("/api/v1/ticks?limit=1", 200).at("/ticks/0"));
    assertThat(client.events("gap").getFirst().data())
        .isEqualTo(server.json("/api/v1/gaps", 200).at("/gaps/0"));
  }

  @Test
  @DisplayName("sends reference prices, except to a client that requests one venue")
  void index() {
    StreamClient all = follow(FROM_THE_BEGINNING);
    StreamClient binance = follow(FROM_THE_BEGINNING + "&venue=binance");
    written.event(
        new JournalEvent.Mutated(
            new Mutation.HashSet(
                "btc:index:BTC-USDT",
                Map.of(
                    "price", "64000.10",
                    "confidence", "0.90",
                    "venues", "binance,okx",
                    "refused", "kraken:outlier",
                    "time_us", "1800000000000000",
                    "state", "ok"))));
    written.event(
        new JournalEvent.Mutated(new Mutation.HashSet("btc:index:BTC-USDT", Map.of("a", "b"))));
    written.ticks(BINANCE, 1);

    until(() -> !all.events("tick").isEmpty() && !binance.events("tick").isEmpty());
    assertThat(all.events("index")).hasSize(1);
    JsonNode received = all.events("index").getFirst().data();
    Shapes.assertShape(received, Shapes.REFERENCE);
    assertThat(received.get("price").decimalValue()).isEqualByComparingTo("64000.10");
    assertThat(received.at("/venues/1").asText()).isEqualTo("okx");
    assertThat(received.at("/refused/kraken").asText()).isEqualTo("outlier");
    assertThat(binance.events("index")).isEmpty();
  }

  @Test
  @DisplayName("sends everything after a position, however much, once and in order")
  void fromAPosition() {
    written.ticks(BINANCE, 20_000);
    StreamClient client = follow(FROM_THE_BEGINNING);
    written.ticks(KRAKEN, 500);

    until(() -> client.ids("tick").size() >= 20_500);
    assertThat(client.ids("tick")).isEqualTo(written.tickIds());
  }

  @Test
  @DisplayName("resumes exactly at a client's position, across a restart of the service")
  void resumes() {
    written.ticks(BINANCE, 50);
    StreamClient before = follow(FROM_THE_BEGINNING);
    until(() -> before.ids("tick").size() == 50);
    server.close();
    until(before::ended);
    written.reopen();
    written.ticks(KRAKEN, 70);
    server = server(TestOptions.shipped());

    StreamClient after = follow("", before.lastEventId());
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
    StreamClient kraken = follow("?after=0-0&venue=kraken&symbol=btc-usd&events=tick");
    StreamClient gaps = follow("?after=0-0&events=gap");
    written.ticks(BINANCE, 30);
    written.ticks(KRAKEN, 1);
    written.gap();
    written.ticks(BINANCE, 30);

    until(() -> kraken.ids("tick").size() == 1 && gaps.ids("gap").size() == 1);
    server.clock.advance(Duration.ofSeconds(6));
    until(() -> kraken.lastEventId().equals("1000-62"));
    assertThat(kraken.ids("tick")).containsExactly("1000-31");
    assertThat(kraken.events("health")).isEmpty();
    assertThat(gaps.events("tick")).isEmpty();
  }

  @Test
  @DisplayName("sends the health status when it changes, and otherwise every 5 s")
  void health() {
    StreamClient client = follow("?events=health");
    until(() -> client.events("health").size() == 1);

    server.clock.advance(Duration.ofSeconds(5));
    until(() -> client.events("health").size() == 2);
    server.show(SnapshotBuilder.healthy().draining());
    server.clock.advance(Duration.ofMillis(300));

    until(() -> client.events("health").size() == 3);
    JsonNode event = client.events("health").getLast().data();
    assertThat(event.get("status").asText()).isEqualTo("unhealthy");
    assertThat(event.at("/reasons/0/code").asText()).isEqualTo("draining");
  }

  @Test
  @DisplayName("reports what is missing to a client whose position the journal no longer holds")
  void trimmed() {
    written.ticks(BINANCE, 250);
    written.journal().dropOldest();

    StreamClient client = follow("", "1000-7");

    until(client::ended);
    JsonNode dropped = client.events("dropped").getFirst().data();
    assertThat(dropped.get("code").asText()).isEqualTo("trimmed");
    assertThat(dropped.get("after").asText()).isEqualTo("1000-7");
    assertThat(dropped.get("before").asText()).isEqualTo("1000-101");
    assertThat(client.events("tick")).isEmpty();

    StreamClient again = follow("", client.lastEventId());
    until(() -> again.ids("tick").size() == 150);
    assertThat(again.ids("tick")).startsWith("1000-101").endsWith("1000-250");
    assertThat(server.json("/metrics", 200).at("/stream/dropped_readers").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("reports an id from another journal as such")
  void ahead() {
    written.ticks(BINANCE, 2);

    StreamClient client = follow("", "9000-0");

    until(client::ended);
    assertThat(client.events("dropped").getFirst().data().get("code").asText()).isEqualTo("ahead");
    assertThat(client.lastEventId()).isEqualTo("1000-2");
  }

  @Test
  @DisplayName("ends a client that does not read for 10 s, without effect on others")
  void slow() throws Exception {
    written.ticks(BINANCE, 20_000);
    StreamClient reads = follow(FROM_THE_BEGINNING);
    try (Socket never = new Socket()) {
      never.setReceiveBufferSize(4096);
      never.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      ask(never);
      until(() -> reads.ids("tick").size() == 20_000);
      until(() -> server.json("/metrics", 200).at("/stream/readers").asInt() == 2);

      until(
          () -> {
            // The clock stands still while the reading client is only late, as on a busy machine.
            if (reads.ids("tick").size() == written.records()) {
              written.ticks(BINANCE, 100);
              server.clock.advance(Duration.ofSeconds(1));
            }
            return server.json("/metrics", 200).at("/stream/readers").asInt() == 1;
          });

      assertThat(server.json("/metrics", 200).at("/stream/dropped_readers").asInt()).isEqualTo(1);
      until(() -> reads.ids("tick").size() == written.records());
      assertThat(reads.ids("tick")).isEqualTo(written.tickIds());
    }
  }

  @Test
  @DisplayName("ends at once when the service stops, even for a client that does not read")
  void ends() throws IOException {
    written.ticks(BINANCE, 20_000);
    StreamClient reads = follow("");
    try (Socket never = new Socket()) {
      never.setReceiveBufferSize(4096);
      never.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      ask(never);
      until(() -> server.json("/metrics", 200).at("/stream/events").asInt() > 100);

      assertTimeout(TestServer.PATIENCE, server::close);
      until(reads::ended);
    }
  }

  @Test
  @DisplayName("accepts readers up to its limit; one more gets 503 and Retry-After")
  void limit() {
    server = server(new TestOptions().streamReaders(2).build());
    follow("");
    StreamClient second = follow("");

    var third = server.get("/api/v1/stream");
    Shapes.assertShape(TestServer.parse(third.body()), Shapes.PROBLEM);
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("Retry-After")).contains("1");

    second.close();
    until(
        () -> {
          written.ticks(BINANCE, 1);
          return server.json("/metrics", 200).at("/stream/readers").asInt() == 1;
        });
    assertThat(follow("").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("does not count towards the limits of other responses, in number or time")
  void outsideOfOtherLimits() {
    Duration readTimeout = TestOptions.shipped().connections().readTimeout();
    server =
        server(
            new TestOptions()
                .connections(new HttpOptions.Connections(4, 4, readTimeout, Duration.ofMillis(500)))
                .requests(2, 1, Duration.ofMillis(50))
                .streamReaders(10)
                .build());
    List<StreamClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clients.add(follow(""));
    }
    long begun = System.nanoTime();
    until(() -> System.nanoTime() - begun > Duration.ofMillis(800).toNanos());
    written.ticks(BINANCE, 1);

    until(() -> clients.stream().allMatch(client -> client.ids("tick").size() == 1));
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=yesterday",
        "symbol=BTCUSDT",
        "events=",
        "events=tick,colour",
        "venue=a&venue=b",
        "limit=5"
      })
  @DisplayName("answers an invalid request with a problem that describes valid values")
  void invalidRequests(String query) {
    JsonNode problem = server.json("/api/v1/stream?" + query, 400);

    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("detail").asText()).doesNotContain("yesterday", "colour");
  }

  @Test
  @DisplayName("is only for clients that accept events; HEAD has no body")
  void formats() {
    assertThat(server.get("/api/v1/stream", "application/json").statusCode()).isEqualTo(406);
    assertThat(server.json("/api/v1/stream?events=nothing", 400)).isNotEmpty();
    assertThat(server.send(server.request("/api/v1/stream").HEAD()).statusCode()).isEqualTo(200);
    assertThat(server.get("/", "application/json").body()).contains("/api/v1/stream");
  }

  private void ask(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        "GET /api/v1/stream?after=0-0 HTTP/1.1\r\nHost: a\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private StreamClient follow(String query) {
    return opened(new StreamClient(server.port(), query, Optional.empty()));
  }

  private StreamClient follow(String query, String lastEventId) {
    return opened(new StreamClient(server.port(), query, Optional.of(lastEventId)));
  }

  private TestServer server(HttpOptions options) {
    return opened(new TestServer(options, written.journal()));
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.add(each);
    return each;
  }
}
