package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RedisProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reference price over several venues")
class ReferencePriceServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Symbol SYMBOL = Symbol.parse("BTC-USD");

  @TempDir private Path data;
  private Rig rig;
  private final Map<String, VenueSimulator> venues = new TreeMap<>();

  @BeforeEach
  void putUp() throws IOException, CannotStart {
    rig = new Rig(data);
    for (String name : List.of("coinbase", "gemini", "kraken")) {
      SimulatorOptions options = SimulatorOptions.usual(name).withSymbols(List.of(SYMBOL));
      VenueSimulator venue = VenueSimulator.start(options, new SystemClock());
      venues.put(name, venue);
      rig.settings.put("WEBSOCKET_URL_" + name.toUpperCase(Locale.ROOT), venue.uri().toString());
      rig.settings.put("REST_URL_" + name.toUpperCase(Locale.ROOT), venue.restUri().toString());
    }
    rig.settings.put("EXCHANGE", String.join(",", venues.keySet()));
    rig.settings.put("FEED_SYMBOLS", SYMBOL.toString());
    rig.start();
    venues.values().forEach(venue -> assertThat(venue.awaitSubscribers(1, PATIENCE)).isTrue());
  }

  @AfterEach
  void takeDown() {
    rig.close();
    venues.values().forEach(VenueSimulator::close);
  }

  @Test
  @DisplayName("is the median, is in both stores, and does not follow a venue that is far off")
  void median() {
    trade("coinbase", "64000.10");
    trade("gemini", "64000.30");
    trade("kraken", "64000.20");
    awaitIndex("64000.20", "ok", List.of("coinbase", "gemini", "kraken"));

    trade("kraken", "70000.00");
    awaitIndex("64000.10", "ok", List.of("coinbase", "gemini"));
    assertThat(index().get("refused").get("kraken").asText()).isEqualTo("outlier");
    for (RedisProcess store : List.of(rig.primary, rig.failover)) {
      await()
          .atMost(PATIENCE)
          .until(() -> store.command("HGET", "btc:index:BTC-USD", "price").equals("64000.10"));
    }
  }

  private void trade(String venue, String price) {
    Optional.ofNullable(venues.get(venue)).orElseThrow().trade(SYMBOL, price, "0.5", Side.BUY);
  }

  private void awaitIndex(String price, String state, List<String> used) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode index = index();
              assertThat(index.get("price").decimalValue()).isEqualByComparingTo(price);
              assertThat(index.get("state").asText()).isEqualTo(state);
              List<String> venuesUsed = new ArrayList<>();
              index.get("venues").forEach(venue -> venuesUsed.add(venue.asText()));
              assertThat(venuesUsed).isEqualTo(used);
            });
  }

  private JsonNode index() {
    for (JsonNode index : rig.get("/api/v1/price").get("index")) {
      if (index.get("symbol").asText().equals(SYMBOL.toString())) {
        return index;
      }
    }
    throw new AssertionError("no reference price of " + SYMBOL);
  }
}
