package btcfeed.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The monitor's screen")
class ScreenLayoutTest {
  private static final TerminalCells TERMINAL = new TerminalCells(true, true);

  @Test
  @DisplayName("shows status, prices, stores, venues, processing and keys in 80 by 24")
  void usual() {
    String screen = text(state(Overviews.well()), 80, 24);

    assertThat(screen)
        .contains("HEALTHY", "up 1 h 1 min", "http://feed/")
        .contains("BTC-USDT", "64000.05", "2 venues \u00b11.20")
        .contains("BTC-USD", "63990.2", "degraded")
        .contains("primary", "failover", "here", "redis://redis.example:6379")
        .contains("to the failover, unreachable, at 11-22 10:00:00 UTC, for 1 min 15 s")
        .contains("binance", "kraken", "fresh")
        .contains("mean 0.05 ms, p99 1.50 ms", "99.98 % kept", "1,234,567", "30 days 99.998 %")
        .contains("quit", "pause", "sort", "help");
  }

  @Test
  @DisplayName("names an unreachable store, the reason, and the progress of catching up")
  void away() {
    String screen = text(state(Overviews.broken()), 80, 24);

    assertThat(screen)
        .contains("DEGRADED", "! primary_away: the primary store cannot be reached")
        .contains("USING FAILOVER", "primary: Connection refused", "40,000")
        .contains("catching up primary  50 %, 20,000 of 40,000, 20.0 s left ━");
  }

  @Test
  @DisplayName("fits every window, however small, and never fails")
  void everyWindow() {
    Overview several = Overviews.with(Overviews.takenOver());
    Overview odd = Overviews.with(oddNames(), oddSinks());
    Overview sinks = Overviews.with(Overviews.takenOver(), Overviews.sinks());
    for (Overview overview :
        List.of(Overviews.well(), Overviews.wide(), Overviews.broken(), several, sinks, odd)) {
      for (int width = 20; width <= 170; width += 13) {
        for (int height = 3; height <= 60; height += 6) {
          List<AttributedString> lines =
              TERMINAL.lines(ScreenLayout.screen(state(overview), width, height));

          assertThat(lines).hasSize(height);
          int most = width;
          assertThat(lines).allMatch(line -> line.columnLength() <= most);
        }
      }
    }
  }

  /** Names of any length and width. */
  private static Overview.Leadership oddNames() {
    List<String> names = List.of("x".repeat(400), "\u6f22".repeat(200), "e\u0301".repeat(90), "");
    return new Overview.Leadership(
        names.get(0),
        "follower",
        false,
        names.get(1),
        1e300,
        names.get(1),
        names.get(2),
        names.stream()
            .map(name -> new Overview.Instance(name, name, name, name, name, -1e300))
            .toList());
  }

  @Test
  @DisplayName("shows one instance alone in one line, and several with who leads and who is silent")
  void instances() {
    assertThat(text(state(Overviews.well()), 80, 40))
        .contains("instance   leader, lease 1.8 s, feed-a")
        .doesNotContain("Instances");
    assertThat(text(state(Overviews.with(Overviews.takenOver())), 80, 40))
        .contains("Instances", "feed-a answers: leader, lease 1.8 s")
        .contains("feed-a leads since 11-22 10:00:00 UTC, after feed-b")
        .containsPattern("feed-a +leader +in sync +0.3 3.0.0 10.0.0.1:8080")
        .containsPattern("feed-b +led before +silent +41.5")
        .containsPattern("feed-c +follower +behind +0.9 3.1.0 10.0.0.3:8080");
    assertThat(text(state(Overviews.with(Overviews.takenOver())), 80, 10))
        .contains("feed-a answers: leader");
  }

  private static List<Overview.Sink> oddSinks() {
    return oddNames().instances().stream()
        .map(Overview.Instance::name)
        .map(
            name ->
                new Overview.Sink(
                    name, name, name, name, name, Long.MAX_VALUE, 1e300, Long.MIN_VALUE, 1))
        .toList();
  }

  @Test
  @DisplayName("shows the sinks if there are any, and why one of them is not written")
  void sinks() {
    Overview overview = Overviews.with(Overviews.takenOver(), Overviews.sinks());

    assertThat(text(state(Overviews.well()), 80, 40)).doesNotContain("Sinks");
    assertThat(text(state(overview), 100, 44))
        .contains("Sinks", "archive: connection refused")
        .containsPattern("kafka +writing +17 +0.4 +1,234,567 +0 kafka kafka://broker:9092/btc")
        .containsPattern("archive +away +40,000 +75.0 +20,000 +3 postgres postgres://db:5432/feed")
        .containsPattern("files +following +0 +0.0 +0 +0 parquet /var/ticks");
    assertThat(text(state(overview), 40, 44)).contains("kafka", "writing").doesNotContain("broker");
    assertThat(text(state(overview), 80, 8)).contains("Sinks  kafka writing  archive away");
  }

  @Test
  @DisplayName("keeps the status, the price and the stores in 40 by 10")
  void small() {
    assertThat(text(state(Overviews.broken()), 40, 10))
        .contains("DEGRADED", "primary_away", "64000.05", "primary", "failover", "quit");
  }

  @Test
  @DisplayName("scrolls through venues that do not fit, and shows the visible range")
  void scrolls() {
    String top = text(with(Overviews.wide(), MonitorState.Order.NAME, 0), 80, 24);
    String end = text(with(Overviews.wide(), MonitorState.Order.NAME, 99), 80, 24);

    assertThat(top).contains("venue-01", "1 to ", " of 15 by name").doesNotContain("venue-15");
    assertThat(end).contains("venue-15", "to 15 of 15").doesNotContain("venue-01");
  }

  @Test
  @DisplayName("sorts the venues by name or age")
  void sorts() {
    assertThat(venues(MonitorState.Order.NAME)).containsExactly("binance", "kraken");
    assertThat(venues(MonitorState.Order.AGE)).containsExactly("kraken", "binance");
  }

  @Test
  @DisplayName("shows since when and why there is no answer, and that the rest is old")
  void gone() {
    MonitorState state =
        new MonitorState(
            "http://feed/",
            Optional.of(Overviews.well()),
            Optional.of(
                new MonitorState.Outage("no service listens at http://feed/", "14:05:06", 75)),
            Optional.empty(),
            Map.of(),
            Rates.UNKNOWN,
            MonitorState.Order.NAME,
            0,
            false,
            false);

    assertThat(text(state, 80, 24))
        .contains("NO ANSWER", "No answer since 14:05:06, for 1 min 15 s: no service listens")
        .contains("the last answer", "64000.05")
        .doesNotContain("HEALTHY");
  }

  @Test
  @DisplayName("draws the price's trend, its change, and a chart in a large window")
  void trend() {
    Trend trend = Trend.NONE;
    for (String price : List.of("100", "101", "102", "107.5")) {
      trend = trend.plus(new BigDecimal(price), trend.seen().size() * 5_000_000_000L);
    }
    MonitorState state =
        new MonitorState(
            "http://feed/",
            Optional.of(Overviews.well()),
            Optional.empty(),
            Optional.empty(),
            Map.of("BTC-USDT", trend),
            Rates.UNKNOWN,
            MonitorState.Order.NAME,
            0,
            false,
            false);

    assertThat(text(state, 80, 24))
        .contains("\u25b2 7.5", "\u2581\u2582\u2583\u2588", "changes in 15 s");
    assertThat(text(state, 100, 40)).contains("107.5", "\u2860");
  }

  @Test
  @DisplayName("uses no colours and no Unicode on a terminal without them")
  void plainTerminal() {
    Buffer screen = ScreenLayout.screen(state(Overviews.broken()), 80, 24);
    List<AttributedString> plain = new TerminalCells(false, false).lines(screen);

    assertThat(plain).allMatch(line -> line.toString().chars().allMatch(c -> c >= 32 && c < 127));
    assertThat(ansi(plain)).doesNotContain("\u001b[3", ";3", "?");
    assertThat(ansi(TERMINAL.lines(screen))).contains("\u001b[", "31m");
  }

  @Test
  @DisplayName("explains its keys over the screen")
  void help() {
    MonitorState state =
        new MonitorState(
            "http://feed/",
            Optional.of(Overviews.well()),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Rates.UNKNOWN,
            MonitorState.Order.NAME,
            0,
            false,
            true);

    assertThat(text(state, 80, 24)).contains("quit; the service continues", "HEALTHY");
  }

  private static String ansi(List<AttributedString> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.toAnsi()).append('\n'));
    return all.toString();
  }

  private static List<String> venues(MonitorState.Order order) {
    return text(with(Overviews.well(), order, 0), 80, 24)
        .lines()
        .map(line -> line.replace("\u25cf ", "").split(" ", 2)[0])
        .filter(first -> first.equals("binance") || first.equals("kraken"))
        .toList();
  }

  private static MonitorState state(Overview overview) {
    return with(overview, MonitorState.Order.NAME, 0);
  }

  private static MonitorState with(Overview overview, MonitorState.Order order, int scroll) {
    return new MonitorState(
        "http://feed/",
        Optional.of(overview),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Rates.UNKNOWN,
        order,
        scroll,
        false,
        false);
  }

  private static String text(MonitorState state, int width, int height) {
    StringBuilder text = new StringBuilder();
    TERMINAL
        .lines(ScreenLayout.screen(state, width, height))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
