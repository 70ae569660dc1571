package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
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
  @DisplayName("opens lines to its venues, with a letter for each")
  void lines() {
    assertThat(Venues.names()).contains("binance");
    assertThat(
            Venues.open(
                    "binance",
                    SETTINGS,
                    "b",
                    OutboundConnector.direct(new SystemClock()),
                    MessageBudget.ofHeap(),
                    new SystemClock(),
                    FrameTap.NONE)
                .id())
        .isEqualTo(new LineId(new Venue("binance"), "b"));
    assertThat(Venues.codec("binance", SETTINGS).symbols())
        .containsExactly(Symbol.parse("BTC-USDT"));
  }

  @Test
  @DisplayName("names the exchange whose trades a venue publishes")
  void exchanges() {
    assertThat(Venues.exchange(new Venue("coinbase-advanced"))).isEqualTo(new Venue("coinbase"));
    assertThat(Venues.names().stream().filter(name -> !name.equals("coinbase-advanced")))
        .allSatisfy(
            name -> assertThat(Venues.exchange(new Venue(name))).isEqualTo(new Venue(name)));
    assertThat(Venues.exchange(new Venue("unknown"))).isEqualTo(new Venue("unknown"));
  }

  @Test
  @DisplayName("has each venue once, by name")
  void names() {
    assertThat(Venues.names()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("refuses an unknown venue, and lists the known ones")
  void unknown() {
    assertThatThrownBy(
            () ->
                Venues.open(
                    "binanse",
                    SETTINGS,
                    "a",
                    OutboundConnector.direct(new SystemClock()),
                    MessageBudget.ofHeap(),
                    new SystemClock(),
                    FrameTap.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("binanse")
        .hasMessageContaining("binance");
  }

  @Test
  @DisplayName("has fewer connection attempts than it accepts from one address")
  void dials() {
    assertThat(Venues.of("binance").connectsPerMinute()).isLessThan(300 / 5);
    assertThat(Venues.of("bitfinex").connectsPerMinute()).isLessThan(20);
    assertThat(Venues.of("kraken").connectsPerMinute()).isLessThan(150 / 10);
    assertThat(Venues.of("kucoin").connectsPerMinute()).isLessThan(30);
    assertThat(Venues.of("bybit").connectsPerMinute()).isLessThan(500 / 5);
  }

  @Test
  @DisplayName("refuses a limit that lets no message through")
  void limit() {
    assertThatThrownBy(() -> new VenueOptions(List.of(), Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
