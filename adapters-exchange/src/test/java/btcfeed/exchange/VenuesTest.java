package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.api.PluginSetting;
import btcfeed.api.PluginValues;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.exchange.venue.VenuePlugin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
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
    assertThat(Venues.builtIn().names()).contains("binance");
    assertThat(
            Venues.builtIn()
                .open(
                    "binance",
                    SETTINGS,
                    "b",
                    OutboundConnector.direct(new SystemClock()),
                    MessageBudget.ofHeap(),
                    new SystemClock(),
                    FrameTap.NONE)
                .id())
        .isEqualTo(new LineId(new Venue("binance"), "b"));
    assertThat(Venues.builtIn().codec("binance", SETTINGS).symbols())
        .containsExactly(Symbol.parse("BTC-USDT"));
  }

  @Test
  @DisplayName("names the exchange whose trades a venue publishes")
  void exchanges() {
    assertThat(Venues.builtIn().exchange(new Venue("coinbase-advanced")))
        .isEqualTo(new Venue("coinbase"));
    assertThat(Venues.builtIn().names().stream().filter(name -> !name.equals("coinbase-advanced")))
        .allSatisfy(
            name ->
                assertThat(Venues.builtIn().exchange(new Venue(name))).isEqualTo(new Venue(name)));
    assertThat(Venues.builtIn().exchange(new Venue("unknown"))).isEqualTo(new Venue("unknown"));
  }

  @Test
  @DisplayName("has each venue once, by name")
  void names() {
    assertThat(Venues.builtIn().names()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("refuses an unknown venue, and lists the known ones")
  void unknown() {
    assertThatThrownBy(
            () ->
                Venues.builtIn()
                    .open(
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
    assertThat(Venues.builtIn().named("binance").connectsPerMinute()).isLessThan(300 / 5);
    assertThat(Venues.builtIn().named("bitfinex").connectsPerMinute()).isLessThan(20);
    assertThat(Venues.builtIn().named("kraken").connectsPerMinute()).isLessThan(150 / 10);
    assertThat(Venues.builtIn().named("kucoin").connectsPerMinute()).isLessThan(30);
    assertThat(Venues.builtIn().named("bybit").connectsPerMinute()).isLessThan(500 / 5);
  }

  @Test
  @DisplayName("refuses a limit that lets no message through")
  void limit() {
    assertThatThrownBy(() -> new VenueOptions(List.of(), Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("come from plugins, the built-in ones too")
  void plugins() {
    assertThat(ServiceLoader.load(VenuePlugin.class))
        .singleElement()
        .satisfies(
            plugin ->
                assertThat(plugin.venues())
                    .extracting(it -> it.venue().name())
                    .containsExactlyElementsOf(Venues.builtIn().names()));
  }

  @Test
  @DisplayName("is extended by others, and keeps the first of each name")
  void others() {
    VenueDescription other = new OtherVenue("bitfive");
    VenueDescription second = new OtherVenue("kraken");

    Venues.Addition all = Venues.builtIn().with(List.of(other, second));

    assertThat(all.refused()).containsExactly(second);
    assertThat(all.venues().named("bitfive")).isSameAs(other);
    assertThat(all.venues().named("kraken")).isNotSameAs(second);
    assertThat(all.venues().names()).isSorted().hasSize(Venues.builtIn().names().size() + 1);
    assertThatThrownBy(() -> Venues.of(List.of(other, new OtherVenue("bitfive"))))
        .hasMessageContaining("bitfive");
  }

  @Test
  @DisplayName("gives a venue the settings of its plugin")
  void values() {
    PluginSetting<String> channel = PluginSetting.text("FEED_OTHER_CHANNEL", "The channel.", "a");
    PluginValues values = new PluginValues(Map.of(channel.name(), "b"));
    VenueOptions at = SETTINGS.with(values).at(URI.create("ws://127.0.0.1:1/"));

    assertThat(SETTINGS.values().get(channel)).isEqualTo("a");
    assertThat(at.values().get(channel)).isEqualTo("b");
  }

  private static final class OtherVenue extends VenueDescription {
    OtherVenue(String name) {
      super(name);
    }
  }
}
