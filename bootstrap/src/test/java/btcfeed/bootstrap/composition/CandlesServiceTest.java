package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The candles of the service")
class CandlesServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws Exception {
    rig = new Rig(data);
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName("hold every trade once, across a restart and an emptied primary")
  void everyTradeOnce() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(400);
    awaitAll("1d");
    rig.stop();
    rig.primary.kill();
    rig.primary.restartEmpty();

    rig.startAndSubscribe();
    rig.venue.burst(100);

    awaitAll("1d");
    awaitAll("1h");
    awaitAll("1m");
  }

  private void awaitAll(String interval) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode candles =
                  rig.get("/api/v1/candles?symbol=BTC-USDT&limit=1000&interval=" + interval)
                      .get("candles");
              long trades = 0;
              BigDecimal volume = BigDecimal.ZERO;
              for (JsonNode candle : candles) {
                trades += candle.get("trades").asLong();
                volume = volume.add(new BigDecimal(candle.get("volume").asText()));
              }
              assertThat(trades).isEqualTo(rig.venue.tape().size());
              assertThat(volume)
                  .isEqualByComparingTo(
                      rig.venue.tape().stream()
                          .map(Trade::quantity)
                          .map(quantity -> quantity.toBigDecimal())
                          .reduce(BigDecimal.ZERO, BigDecimal::add));
            });
  }
}
