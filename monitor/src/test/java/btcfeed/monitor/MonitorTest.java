package btcfeed.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.monitor.client.FeedClient.PollResult;
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
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private volatile PollResult result = new PollResult.Answered(Overviews.well(), "{\"health\":{}}");
  private final Monitor monitor = new Monitor(() -> result, "http://feed/", new RealClock());

  @Test
  @DisplayName("prints a plain snapshot of price, health, stores and venues, without escapes")
  void plain() {
    assertThat(monitor.print(false, print(out), print(err))).isTrue();

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
  @DisplayName("prints one instance alone in one line, and several in rows with the leader")
  void instances() {
    assertThat(monitor.print(false, print(out), print(err))).isTrue();
    assertThat(text(out)).containsOnlyOnce("feed-a").contains("feed-a, leader, lease 1.8");

    result = new PollResult.Answered(Overviews.with(Overviews.takenOver()), "{}");
    assertThat(monitor.print(false, print(out), print(err))).isTrue();
    assertThat(text(out))
        .containsPattern("feed-a +leader +in sync +0.3  10.0.0.1:8080 3.0.0")
        .containsPattern("feed-b +led before +silent +41.5")
        .containsPattern("feed-c +follower +behind +0.9  10.0.0.3:8080 3.1.0")
        .contains("feed-a leads since 11-22 10:00:00 UTC, after feed-b");
  }

  @Test
  @DisplayName("prints the sinks in rows if there are any, and why one of them is not written")
  void sinks() {
    assertThat(monitor.print(false, print(out), print(err))).isTrue();
    assertThat(text(out)).doesNotContain("sink");

    result =
        new PollResult.Answered(Overviews.with(Overviews.takenOver(), Overviews.sinks()), "{}");
    assertThat(monitor.print(false, print(out), print(err))).isTrue();
    assertThat(text(out))
        .containsPattern("kafka +writing +17 +0.4 +1,234,567 +0  kafka kafka://broker:9092/btc")
        .containsPattern(
            "archive +away +40,000 +75.0 +20,000 +3  postgres postgres://db:5432/feed\n"
                + "  ! connection refused")
        .containsPattern("files +following +0 +0.0");
  }

  @Test
  @DisplayName("prints the service's answers as JSON")
  void json() {
    assertThat(monitor.print(true, print(out), print(err))).isTrue();

    assertThat(text(out).strip()).isEqualTo("{\"health\":{}}");
  }

  @Test
  @DisplayName("prints why there is no answer, and what to do")
  void noAnswer() {
    result = new PollResult.Failed("no service listens at http://feed/");

    assertThat(monitor.print(false, print(out), print(err))).isFalse();
    assertThat(text(err)).contains("no service listens at http://feed/", "--host");
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
  @DisplayName("on a terminal answers keys at once while the service is slow")
  void slowService() throws Exception {
    CountDownLatch polled = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Monitor slow =
        new Monitor(
            () -> {
              polled.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new PollResult.Failed("too late");
            },
            "http://feed/",
            new RealClock());
    LineDisciplineTerminal window = window();
    Thread watching = watch(slow, window);
    polled.await();

    window.processInputByte('h');
    await().atMost(TIMEOUT).until(() -> drawn().contains("quit; the service continues"));
    window.processInputByte('q');

    assertThat(watching.join(TIMEOUT)).isTrue();
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

  /** Everything that was drawn. */
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
