package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.net.OutboundConnector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of venues")
class VenuesTest {
  private static final VenueOptions SETTINGS =
      new VenueOptions(
          List.of(Symbol.parse("BTC-USD"), Symbol.parse("BTC-USDT")), Optional.empty(), 1000);

  @Test
  @DisplayName("opens lines to the venues it names, told apart by letter")
  void lines() {
    assertThat(Venues.names()).contains("binance");
    assertThat(
            Venues.open(
                    "binance",
                    SETTINGS,
                    "b",
                    OutboundConnector.direct(new SystemClock()),
                    new SystemClock())
                .id())
        .isEqualTo(new LineId(new Venue("binance"), "b"));
    assertThat(Venues.codec("binance", SETTINGS).symbols())
        .containsExactly(Symbol.parse("BTC-USDT"));
  }

  @Test
  @DisplayName("knows which venues publish the trades of one exchange: those with one history")
  void exchanges() {
    assertThat(Venues.exchange(new Venue("coinbase-advanced"))).isEqualTo(new Venue("coinbase"));
    assertThat(Venues.names().stream().filter(name -> !name.equals("coinbase-advanced")))
        .allSatisfy(
            name -> assertThat(Venues.exchange(new Venue(name))).isEqualTo(new Venue(name)));
    assertThat(Venues.exchange(new Venue("unknown"))).isEqualTo(new Venue("unknown"));
  }

  @Test
  @DisplayName("names itself as its codec does")
  void names() {
    assertThat(Venues.names())
        .allSatisfy(
            name -> assertThat(Venues.codec(name, SETTINGS).venue().name()).isEqualTo(name));
  }

  @Test
  @DisplayName("refuses a venue it does not know, and says which it does")
  void unknown() {
    assertThatThrownBy(
            () ->
                Venues.open(
                    "binanse",
                    SETTINGS,
                    "a",
                    OutboundConnector.direct(new SystemClock()),
                    new SystemClock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("binanse")
        .hasMessageContaining("binance");
  }

  @Test
  @DisplayName("is dialled well within what it takes from one address")
  void dials() {
    assertThat(Venues.dialsAMinute("binance")).isLessThan(300 / 5);
    assertThat(Venues.dialsAMinute("bitfinex")).isLessThan(20);
    assertThat(Venues.dialsAMinute("kraken")).isLessThan(150 / 10);
    assertThat(Venues.dialsAMinute("kucoin")).isLessThan(30);
    assertThat(Venues.dialsAMinute("bybit")).isLessThan(500 / 5);
  }

  @Test
  @DisplayName("refuses a limit that lets no message through")
  void limit() {
    assertThatThrownBy(() -> new VenueOptions(List.of(), Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
