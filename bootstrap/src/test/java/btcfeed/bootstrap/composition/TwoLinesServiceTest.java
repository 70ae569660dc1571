package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The service with two lines to a venue")
class TwoLinesServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws IOException {
    rig = new Rig(data);
    rig.settings.put("FEED_LINES", "2");
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName("loses nothing, repeats nothing and leaves no gap open when one of them is cut")
  void oneIsCut() throws CannotStart {
    rig.start();
    assertThat(rig.venue.awaitSubscribers(2, PATIENCE)).isTrue();
    rig.venue.live(1_000);
    await().atMost(PATIENCE).until(() -> rig.traded().size() > 1_000);
    rig.venue.fault(new Fault.ResetOne());
    await().atMost(PATIENCE).until(() -> rig.venue.handshakes() == 3);
    int then = rig.traded().size();
    await().atMost(PATIENCE).until(() -> rig.traded().size() > then + 1_000);
    rig.venue.live(0);

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).size() >= rig.traded().size());
    await().atMost(PATIENCE).until(() -> Rig.ticks(rig.primary).equals(Rig.ticks(rig.failover)));
    // Any order: a line that comes back may be ahead of the one that was never away.
    assertThat(Rig.ids(rig.failover)).containsExactlyInAnyOrderElementsOf(rig.traded());
    assertThat(rig.log.stream().filter(FeedEvent.LineDown.class::isInstance)).hasSize(1);
    JsonNode venue = rig.get("/health").get("venues").get("binance");
    assertThat(venue.get("gaps_open").asInt()).isZero();
    JsonNode lines = venue.get("lines");
    assertThat(lines.get("a").get("won").asLong() + lines.get("b").get("won").asLong())
        .isEqualTo(rig.traded().size());
    assertThat(lines.get("b").get("late_ms").isNumber()).isTrue();
  }
}
