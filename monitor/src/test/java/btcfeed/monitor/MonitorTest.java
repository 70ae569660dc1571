package btcfeed.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.monitor.client.FeedClient.Look;
import btcfeed.testsupport.RealClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The monitor")
class MonitorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private volatile Look look = new Look.Seen(Overviews.well(), "{\"health\":{}}");
  private final Monitor monitor = new Monitor(() -> look, "http://feed/", new RealClock());

  @Test
  @DisplayName("prints a plain snapshot: price, health, stores, venues, no escapes")
  void plain() {
    assertThat(monitor.plain(print(out), print(err))).isTrue();

    assertThat(text(out))
        .contains(
            "HEALTHY",
            "64000.1",
            "BTC-USDT 64000.1 at binance, 0.2 s ago",
            "primary",
            "failover",
            "kraken")
        .contains("1,234,567 messages", "99.98 %")
        .contains("64000.05 of 2 venues within 1.20, ok", "30 days 99.998 % (20 % of the budget)")
        .doesNotContain("\u001b");
    assertThat(text(out).lines().filter(line -> line.contains("confirmed")))
        .allMatch(line -> line.length() <= 80);
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

  private Optional<LineDisciplineTerminal> terminal = Optional.empty();

  @AfterEach
  void close() throws IOException {
    if (terminal.isPresent()) {
      terminal.get().close();
    }
  }

  @Test
  @DisplayName("on a terminal answers its keys at once while the service takes its time")
  void slowService() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Monitor slow =
        new Monitor(
            () -> {
              asked.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Look.Unseen("too late");
            },
            "http://feed/",
            new RealClock());
    LineDisciplineTerminal window = window();
    Thread watching = watch(slow, window);
    asked.await();

    window.processInputByte('h');
    await().atMost(PATIENCE).until(() -> drawn().contains("quit; the service goes on"));
    window.processInputByte('q');

    assertThat(watching.join(PATIENCE)).isTrue();
  }

  private LineDisciplineTerminal window() throws IOException {
    LineDisciplineTerminal made =
        new LineDisciplineTerminal("monitor", "xterm", out, StandardCharsets.UTF_8);
    made.setSize(new Size(100, 30));
    terminal = Optional.of(made);
    return made;
  }

  private static Thread watch(Monitor monitor, Terminal window) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                monitor.show(window, Duration.ofMillis(100), Map.of());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** What was drawn, all of it, one over the other. */
  private String drawn() {
    return text(out).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
