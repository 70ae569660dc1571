package btcfeed.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("btc-feed monitor in a pseudo-terminal")
class PseudoTerminalTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/health",
          """
          {"status": "healthy", "reasons": [], "last_price": 64000.1, "last_symbol": "BTC-USDT",
           "last_venue": "binance", "seconds_since_update": 0.2, "uptime_seconds": 75,
           "version": "3.0.0", "venues": {"binance": {"transport": "connected",
           "subscription": "confirmed", "price": "fresh", "ticks": 5},
           "kraken": {"transport": "connected", "subscription": "confirmed", "price": "fresh",
           "ticks": 7}}, "journal": {"records": 12, "bytes": 1000, "max_bytes": 1000000}}
          """,
          "/redis/status",
          """
          {"stores": {"primary": {"state": "live", "active": true, "address":
           "redis://127.0.0.1:7379"}, "failover": {"state": "live", "address":
           "redis://127.0.0.1:7380"}}, "switches": [], "sync": {"state": "idle"}}
          """,
          "/metrics",
          "{\"total_messages_processed\": 12, \"success_rate\": 100}",
          "/api/v1/price",
          """
          {"index": [{"symbol": "BTC-USDT", "state": "ok", "price": 64000.5, "confidence": 1.2,
           "venues": ["binance", "kraken"]}]}
          """);

  private final int port;
  private HttpServer service;

  PseudoTerminalTest() throws IOException {
    service = serve(0);
    port = service.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  @DisplayName("fills 80 by 24, obeys its keys, and gives the terminal back as it was")
  void keys() throws Exception {
    try (Pty pty = open("xterm-256color")) {
      awaitShown(pty, "HEALTHY", "64000.5", "2 venues \u00b11.2", "kraken", " q  quit");
      assertThat(pty.echoes()).as("keys are heard, not shown").isFalse();

      pty.type("s");
      awaitShown(pty, "by most ticks");
      pty.type("h");
      awaitShown(pty, "quit; the service continues");
      pty.type("h");
      pty.type("p");
      awaitShown(pty, "PAUSED");
      pty.type("\u001b[B\u001b\u001b[Ax");
      pty.type("\u0003");

      assertEnds(pty, 0);
      assertThat(pty.echoes()).as("the shell's echo is back").isTrue();
      await().atMost(PATIENCE).until(() -> !pty.screen().contains("HEALTHY"));
    }
  }

  @Test
  @DisplayName("shows since when the service does not answer, and continues when it is back")
  void serviceAway() throws Exception {
    try (Pty pty = open("xterm-256color")) {
      awaitShown(pty, "HEALTHY");

      service.stop(0);
      awaitShown(pty, "NO ANSWER", "No answer since ", "no service listens at", "64000.5");
      service = serve(port);
      awaitShown(pty, "HEALTHY");

      pty.type("q");
      assertEnds(pty, 0);
    }
  }

  @Test
  @DisplayName("redraws itself in a window of another size")
  void resized() throws Exception {
    try (Pty pty = open("xterm-256color")) {
      awaitShown(pty, "HEALTHY", "Service");

      pty.resize(new Size(50, 12));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<String> lines = pty.screen().lines().toList();
                assertThat(lines).hasSize(12);
                assertThat(lines.getFirst()).startsWith(" HEALTHY");
                assertThat(lines.getLast()).startsWith(" q  quit");
              });
      pty.type("q");
      assertEnds(pty, 0);
    }
  }

  @Test
  @DisplayName("restores the terminal when a signal stops it")
  void terminated() throws Exception {
    try (Pty pty = open("xterm-256color")) {
      awaitShown(pty, "HEALTHY");

      pty.program().destroy();

      assertThat(pty.program().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(pty.echoes()).isTrue();
      await().atMost(PATIENCE).until(() -> !pty.screen().contains("HEALTHY"));
    }
  }

  @Test
  @DisplayName("prints one plain snapshot where the terminal cannot move its cursor")
  void dumb() throws Exception {
    try (Pty pty = open("dumb")) {
      assertEnds(pty, 0);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(pty.screen()).contains("processing  12 messages", "BTC-USDT"));
      assertThat(pty.screen()).doesNotContain("quit");
    }
  }

  private Pty open(String type) throws IOException {
    return Pty.start(
        new Size(80, 24),
        type,
        List.of("monitor", "--port", String.valueOf(port), "--refresh", "0.1"));
  }

  private static void awaitShown(Pty pty, String... texts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(pty.screen()).contains(texts));
  }

  private static void assertEnds(Pty pty, int code) throws InterruptedException {
    assertThat(pty.program().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(pty.program().exitValue()).isEqualTo(code);
  }

  private static HttpServer serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ANSWERS.forEach(
        (path, json) ->
            server.createContext(
                path,
                exchange -> {
                  byte[] body = json.getBytes(StandardCharsets.UTF_8);
                  exchange.sendResponseHeaders(200, body.length);
                  exchange.getResponseBody().write(body);
                  exchange.close();
                }));
    server.start();
    return server;
  }
}
