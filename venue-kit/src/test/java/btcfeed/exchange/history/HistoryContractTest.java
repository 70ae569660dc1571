package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.Venues;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.venuekit.HistorySamples;
import btcfeed.venuekit.HostileInput;
import btcfeed.venuekit.VenueHistoryContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("venues")
@DisplayName("The history of a hostile venue")
class HistoryContractTest extends VenueHistoryContract {
  /** Each history by the name of its exchange: two venues of one exchange share one. */
  static final Map<String, HistoryDescription> HISTORIES =
      Venues.builtIn().names().stream()
          .map(Venues.builtIn()::named)
          .filter(it -> it.exchange().equals(it.venue()) && it.history().isPresent())
          .collect(
              Collectors.toMap(
                  it -> it.venue().name(),
                  it -> it.history().orElseThrow(),
                  (first, _) -> first,
                  TreeMap::new));

  private final VenueDescription venue;
  private final HistorySamples samples;

  HistoryContractTest(String name) {
    venue = Venues.builtIn().named(name);
    samples = HistoryPages.of(name);
  }

  static Stream<String> venues() {
    return HISTORIES.keySet().stream();
  }

  @Override
  protected VenueDescription venue() {
    return venue;
  }

  @Override
  protected HistorySamples samples() {
    return samples;
  }

  @Override
  protected boolean signedQuantity() {
    return venue.venue().name().equals("bitfinex");
  }

  @Test
  @DisplayName("cannot be read if it is cut anywhere")
  void unreadable() {
    byte[] page =
        samples.page(List.of(samples.row(0), samples.row(1))).getBytes(StandardCharsets.UTF_8);

    assertThat(HostileInput.cuts(page))
        .allSatisfy(
            cut ->
                assertThat(PageReader.read(venue.history().orElseThrow(), wanted(), cut))
                    .isInstanceOf(PageBody.Unreadable.class));
  }

  @Test
  @DisplayName("is asked with every character of a symbol encoded")
  void encoded() {
    HistoryDescription odd =
        new HistoryDescription(
                List.of("https://venue.test"),
                _ -> "c/d 1&2=3 <page> \u5E01",
                Map.of(),
                new ByteDictionary<>(Map.of(), Optional.empty()),
                TimeFormat.MILLIS)
            .get("/a/<symbol>?x=<symbol>", new Paging.NewerIds());
    String symbol = "c%2Fd%201%262%3D3%20%3Cpage%3E%20%E5%B8%81";
    assertThat(odd.target(wanted())).isEqualTo("/a/" + symbol + "?x=" + symbol);
  }

  private Wanted wanted() {
    return new Wanted.Times(new Market(venue.venue(), symbol()), 1, 2, "");
  }
}
