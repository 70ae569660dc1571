package btcfeed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.observe.LatencyHistograms;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.testsupport.RealClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The latency of arrivals")
class ArrivalLatencyTest {
  private static final LineId LINE = new LineId(new Venue("binance"), "a");
  private static final Market MARKET = new Market(LINE.venue(), Symbol.parse("BTC-USDT"));
  private static final long SENT_US = 1_770_000_000_000_000L;

  private final List<Consumer<LineEvent>> listening = new ArrayList<>();
  private final List<LineEvent> heard = new ArrayList<>();
  private final ArrivalLatency arrivals = new ArrivalLatency((_, _) -> {}, new RealClock());

  ArrivalLatencyTest() {
    LinePort line = arrivals.over(List.of(new Line())).getFirst();
    var _ = line.open(heard::add, Duration.ofSeconds(1));
  }

  private final class Line implements LinePort {
    @Override
    public LineId id() {
      return LINE;
    }

    @Override
    public Opened open(Consumer<LineEvent> events, Duration timeout) {
      listening.add(events);
      return new Opened.Failed(Optional.empty(), Optional.empty(), "a line of a test");
    }
  }

  @Test
  @DisplayName(
      "is told by the fastest, which says how far the clocks are apart, the others after it")
  void afterTheFastest() {
    came(-5_000, 0);
    came(-2_000, 1);
    came(95_000, 2);

    LatencyHistograms.Arrival arrival = arrival();
    assertThat(arrival.clockOffsetSeconds()).isEqualTo(-0.005);
    assertThat(arrival.delay().sumSeconds()).isEqualTo(0.103);
    assertThat(counted(arrival, 0.0001)).isEqualTo(1);
    assertThat(counted(arrival, 0.005)).isEqualTo(1);
    assertThat(counted(arrival, 0.1)).isEqualTo(1);
    assertThat(heard).hasSize(3);
  }

  @Test
  @DisplayName("follows a changed clock within two minutes")
  void clocksAreSet() {
    came(1_000, 0);
    came(9_000, 61);
    came(9_000, 122);

    assertThat(arrival().clockOffsetSeconds()).isEqualTo(0.009);
  }

  @Test
  @DisplayName("ignores old trades, which come when a line begins")
  void historyIsNoDelay() {
    came(Duration.ofMinutes(5).toNanos() / 1_000, 0);

    assertThat(arrivals.byLine()).isEmpty();
  }

  private LatencyHistograms.Arrival arrival() {
    return Optional.ofNullable(arrivals.byLine().get(LINE)).orElseThrow();
  }

  private static long counted(LatencyHistograms.Arrival arrival, double bound) {
    return arrival.delay().counts().get(LatencyHistograms.BOUNDS.indexOf(bound));
  }

  private void came(long afterUs, long second) {
    Trade trade =
        new Trade(
            MARKET,
            TradeId.of(second + 1),
            Price.parse("64000.10"),
            Quantity.parse("0.5"),
            Side.BUY,
            SENT_US);
    LineEvent event =
        new LineEvent.Trades(
            List.of(trade), SENT_US + afterUs, Duration.ofSeconds(second).toNanos());
    listening.forEach(each -> each.accept(event));
  }
}
