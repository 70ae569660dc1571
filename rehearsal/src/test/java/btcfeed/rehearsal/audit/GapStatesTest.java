package btcfeed.rehearsal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.redis.StoreReader;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gaps that an audit reads")
class GapStatesTest {
  private final GapStates holes = new GapStates();

  @Test
  @DisplayName("cover their sequential ids once they are unrepairable")
  void ofIds() {
    hole("open", 10, 12, 0, 0);
    assertThat(holes.published("binance", 11, 5)).isFalse();
    assertThat(holes.open()).hasSize(1);

    hole("unrepairable", 10, 12, 0, 0);
    assertThat(holes.published("binance", 11, 5)).isTrue();
    assertThat(holes.published("binance", 13, 5)).isFalse();
    assertThat(holes.published("htx", 11, 5)).isFalse();
    assertThat(holes.open()).isEmpty();
    assertThat(holes.count()).isEqualTo(1);
  }

  @Test
  @DisplayName("cover their time where ids are opaque")
  void ofTimes() {
    hole("unrepairable", 0, 0, 5_000_500, 6_000_000);

    assertThat(holes.published("binance", 99, 5_500_000)).isTrue();
    assertThat(holes.published("binance", 99, 5_000_000)).as("the same millisecond").isTrue();
    assertThat(holes.published("binance", 99, 6_001_000)).isFalse();
  }

  @Test
  @DisplayName("cover nothing once they are closed")
  void closed() {
    hole("open", 10, 12, 0, 0);
    hole("closed", 10, 12, 0, 0);

    assertThat(holes.published("binance", 11, 5)).isFalse();
    assertThat(holes.open()).isEmpty();
    assertThat(holes.unrepairable()).isZero();
  }

  private void hole(String state, long from, long to, long sinceUs, long untilUs) {
    holes.add(
        new StoreReader.Entry(
            "1-0",
            Map.of(
                "venue",
                "binance",
                "symbol",
                "BTC-USDT",
                "from_id",
                from == 0 ? "" : Long.toString(from),
                "to_id",
                to == 0 ? "" : Long.toString(to),
                "since_us",
                Long.toString(sinceUs),
                "until_us",
                Long.toString(untilUs),
                "state",
                state,
                "trades",
                "0")));
  }
}
