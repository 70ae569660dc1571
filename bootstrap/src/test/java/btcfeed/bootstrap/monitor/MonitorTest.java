package btcfeed.bootstrap.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.wire.SystemClock;
import btcfeed.http.client.FeedClient.Look;
import btcfeed.http.client.Overview;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The monitor")
class MonitorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private volatile Look look = new Look.Seen(overview("live", 0), "{\"health\":{}}");
  private final Monitor monitor = new Monitor(() -> look, "http://feed/", new SystemClock());

  @Test
  @DisplayName("prints a plain snapshot: price, health, stores, venues, no escapes")
  void plain() {
    assertThat(monitor.plain(print(out), print(err))).isTrue();

    assertThat(text(out))
        .contains("HEALTHY", "64000.1", "BTC-USDT at binance", "primary", "failover", "kraken")
        .contains("1,234,567 messages", "99.98 %")
        .contains(
            "BTC-USDT ok, 64000.05 of 2 venues within 1.20", "hour 99.998 % (20 % of the budget)")
        .doesNotContain("\u001b");
  }

  @Test
  @DisplayName("prints the service's own words as JSON")
  void json() {
    assertThat(monitor.json(print(out), print(err))).isTrue();

    assertThat(text(out).strip()).isEqualTo("{\"health\":{}}");
  }

  @Test
  @DisplayName("says why there is nothing to print, and what to do")
  void nobody() {
    look = new Look.Unseen("nobody listens at http://feed/");

    assertThat(monitor.plain(print(out), print(err))).isFalse();
    assertThat(text(err)).contains("nobody listens at http://feed/", "--host");
    assertThat(text(out)).isEmpty();
  }

  @Test
  @DisplayName("fits 80 by 24, names a store that is away and how far another has caught up")
  void fits() {
    Shown shown = shown(overview("away", 40_000));

    var screen = Board.screen(shown, 80, 24);

    assertThat(screen).hasSize(24);
    assertThat(screen).allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(80));
    assertThat(screen.toString())
        .contains("away", "Connection refused", "40,000", "Catching up", "[############", "q quit");
  }

  @Test
  @DisplayName("fits a window far too small, and says that there is more")
  void tiny() {
    var screen = Board.screen(shown(overview("live", 0)), 30, 6);

    assertThat(screen).hasSize(6);
    assertThat(screen).allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(30));
  }

  @Test
  @DisplayName("sorts the venues as asked")
  void sorts() {
    assertThat(venueLines(Shown.Order.NAME)).containsExactly("binance", "kraken");
    assertThat(venueLines(Shown.Order.AGE)).containsExactly("kraken", "binance");
  }

  @Test
  @DisplayName("draws the price's way as little columns")
  void sparkline() {
    Prices prices = new Prices();
    for (String price : List.of("100", "101", "102", "107")) {
      prices.add(price);
    }

    assertThat(prices.line(10)).isEqualTo("\u2581\u2582\u2583\u2588");
    assertThat(prices.line(2)).isEqualTo("\u2581\u2588");
  }

  private Optional<LineDisciplineTerminal> terminal = Optional.empty();

  @AfterEach
  void close() throws IOException {
    if (terminal.isPresent()) {
      terminal.get().close();
    }
  }

  @Test
  @DisplayName("on a terminal: survives the service going away, says so, sorts, and quits by key")
  void onATerminal() throws Exception {
    LineDisciplineTerminal pty =
        new LineDisciplineTerminal("monitor", "xterm", out, StandardCharsets.UTF_8);
    terminal = Optional.of(pty);
    pty.setSize(new Size(100, 30));
    Thread watching =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    monitor.show(pty, Duration.ofMillis(100));
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    await().atMost(PATIENCE).until(() -> drawn().contains("HEALTHY"));

    look = new Look.Unseen("nobody listens at http://feed/");
    await().atMost(PATIENCE).until(() -> drawn().contains("nobody listens"));
    pty.processInputByte('s');
    await().atMost(PATIENCE).until(() -> drawn().contains("most ticks"));
    pty.processInputByte('h');
    await().atMost(PATIENCE).until(() -> drawn().contains("quit; the service goes on"));
    pty.setSize(new Size(60, 10));
    pty.raise(org.jline.terminal.Terminal.Signal.WINCH);
    pty.processInputByte('q');

    assertThat(watching.join(PATIENCE)).isTrue();
  }

  /** What was drawn, all of it, one over the other. */
  private String drawn() {
    return text(out).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
  }

  private static List<String> venueLines(Shown.Order order) {
    Shown shown =
        new Shown(
            "x",
            Optional.of(overview("live", 0)),
            Optional.empty(),
            new Prices(),
            order,
            false,
            false);
    return Board.lines(shown, 120).stream()
        .map(line -> line.toString().split(" ", 2)[0])
        .filter(first -> first.equals("binance") || first.equals("kraken"))
        .toList();
  }

  private static Shown shown(Overview overview) {
    return new Shown(
        "http://feed/",
        Optional.of(overview),
        Optional.empty(),
        new Prices(),
        Shown.Order.NAME,
        false,
        false);
  }

  private static Overview overview(String primary, long behind) {
    return new Overview(
        "healthy",
        List.of(),
        "64000.1",
        "BTC-USDT",
        "binance",
        Optional.of(0.2),
        List.of(new Overview.Reference("BTC-USDT", "ok", "64000.05", "1.20", 2)),
        List.of(new Overview.Budget("hour", 99.998, 20)),
        "3.0.0",
        3_700,
        behind > 0,
        1_234_567,
        Optional.of(0.05),
        Optional.of(1.5),
        99.98,
        3,
        List.of(venue("binance", Optional.of(0.2)), venue("kraken", Optional.of(1.1))),
        List.of(
            new Overview.Store(
                "primary",
                primary,
                primary.equals("away") ? "Connection refused" : "",
                behind == 0,
                "redis://redis.example:6379",
                behind,
                behind / 1000.0,
                "7.0.15",
                "noeviction",
                2),
            new Overview.Store(
                "failover",
                "live",
                "",
                behind > 0,
                "redis://localhost:6379",
                0,
                0,
                "7.0.15",
                "",
                0)),
        List.of(new Overview.Switch("2026-11-22T10:00:00Z", "failover", "unreachable", 75)),
        new Overview.Sync(
            behind > 0 ? "primary" : "",
            behind > 0 ? "running" : "idle",
            behind / 2,
            behind,
            1_000,
            Optional.of(20.0)),
        new Overview.Journal(1_000, 130_000, 1L << 30, 0, ""));
  }

  private static Overview.Venue venue(String name, Optional<Double> age) {
    return new Overview.Venue(
        name, "connected", "confirmed", "flowing", "fresh", age, 500, 3, 0, 0, 0, 0);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
