package btcfeed.application.connect;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.health.LineReport;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The comparison between a venue's lines")
class LineComparisonTest {
  private static final LineState STATE = new LineState.Streaming(0);

  private final LineComparison comparison = new LineComparison(2);
  private final LineComparison.Line a = comparison.line("a");
  private final LineComparison.Line b = comparison.line("b");

  @Test
  @DisplayName("is won, trade by trade, by the line that brings it first")
  void won() {
    a.received(List.of(trade(1), trade(2)), 100);
    b.received(List.of(trade(1), trade(2), trade(3)), 200);
    a.received(List.of(trade(3)), 300);

    assertThat(report(a)).extracting(LineReport::won, LineReport::trades).containsExactly(2L, 3L);
    assertThat(report(b)).extracting(LineReport::won, LineReport::trades).containsExactly(1L, 3L);
    assertThat(report(a).messages()).isEqualTo(2);
  }

  @Test
  @DisplayName("measures how late a line usually is, by the trades that both delivered")
  void late() {
    assertThat(report(a).late()).isEmpty();
    for (int i = 1; i <= 1_000; i++) {
      a.received(List.of(trade(i)), i * 1_000_000L);
      b.received(List.of(trade(i)), i * 1_000_000L + 700_000);
    }
    b.received(List.of(trade(2_000)), 0);

    assertThat(report(a).late()).contains(Duration.ZERO);
    assertThat(report(b).late()).contains(Duration.ofNanos(700_000));
  }

  @Test
  @DisplayName("is not won by saying a trade twice")
  void twice() {
    a.received(List.of(trade(1)), 100);
    a.received(List.of(trade(1)), 200);

    assertThat(report(a).won()).isEqualTo(1);
    assertThat(report(a).late()).isEmpty();
  }

  @Test
  @DisplayName("has the first line to spare as long as the second brings trades, and never both")
  void spare() {
    long halfASecond = Duration.ofMillis(500).toNanos();
    assertThat(a.isRedundant(0)).isFalse();
    a.received(List.of(trade(1)), 100);
    b.received(List.of(trade(1)), 200);

    assertThat(a.isRedundant(300)).isTrue();
    assertThat(b.isRedundant(300)).isFalse();
    assertThat(a.isRedundant(200 + halfASecond)).isFalse();
  }

  @Test
  @DisplayName("of one line is no comparison: it brings everything first")
  void alone() {
    LineComparison.Line only = new LineComparison(1).line("a");
    only.received(List.of(trade(1), trade(2)), 100);

    assertThat(report(only).won()).isEqualTo(2);
    assertThat(report(only).late()).isEmpty();
  }

  @Test
  @DisplayName("knows since when a line is away, and ends the loss once it has streamed for 30 s")
  void lost() {
    LineState away = new LineState.Waiting(0, "refused");
    b.entered(away, 0);
    b.entered(new LineState.Opening(0), seconds(5));
    b.entered(away, seconds(10));
    assertThat(b.report(away, seconds(70)).lostFor()).contains(Duration.ofSeconds(70));

    b.entered(STATE, seconds(80));
    assertThat(b.report(STATE, seconds(81)).lostFor()).contains(Duration.ofSeconds(81));
    b.entered(away, seconds(82));
    assertThat(b.report(away, seconds(83)).lostFor()).contains(Duration.ofSeconds(83));

    b.entered(STATE, seconds(90));
    assertThat(b.report(STATE, seconds(120)).lostFor()).isEmpty();
    b.entered(away, seconds(200));
    assertThat(b.report(away, seconds(203)).lostFor()).contains(Duration.ofSeconds(3));
  }

  @Test
  @DisplayName("knows since when a line brings no trade while the other one does")
  void stalled() {
    for (int i = 1; i <= 20; i++) {
      a.received(List.of(trade(i)), seconds(i));
      b.received(List.of(trade(i)), seconds(i) + 1);
    }
    assertThat(a.report(STATE, seconds(900)).stalledFor()).isEmpty();
    assertThat(b.report(STATE, seconds(900)).stalledFor()).isEmpty();

    for (int i = 21; i <= 30; i++) {
      b.received(List.of(trade(i)), seconds(1_000 + i));
    }
    assertThat(a.report(STATE, seconds(1_100)).stalledFor()).contains(Duration.ofSeconds(79));
    assertThat(b.report(STATE, seconds(1_100)).stalledFor()).isEmpty();

    a.received(List.of(trade(30)), seconds(1_101));
    assertThat(a.report(STATE, seconds(1_200)).stalledFor()).isEmpty();
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static LineReport report(LineComparison.Line line) {
    return line.report(STATE, 0);
  }

  private static Trade trade(long id) {
    return new Trade(
        new Market(new Venue("venue"), Symbol.parse("BTC-USD")),
        TradeId.of(id),
        Price.parse("1"),
        Quantity.parse("1"),
        Side.BUY,
        1_000_000);
  }
}
