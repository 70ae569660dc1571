package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.Venues;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueProtocols;
import btcfeed.venuekit.SimulatedHistory;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The history of a built-in venue")
class HistoryTest {
  @Test
  @DisplayName("waits longer where it is not served than where the venue fails")
  void statuses() throws IOException {
    try (SimulatedHistory history = start(SimulatorOptions.usual("binance"))) {
      history.simulator().burst(10);
      Wanted wanted = history.wanted(3, 5);

      assertThat(after(503, history, wanted)).isInstanceOf(Answer.Later.class);
      assertThat(after(418, history, wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class, later -> assertThat(later.in()).hasMinutes(2));
      assertThat(after(451, history, wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class, later -> assertThat(later.in()).hasMinutes(15));
      history.simulator().heal();
      assertThat(history.fetch(wanted)).isInstanceOf(Answer.Page.class);
    }
  }

  @Test
  @DisplayName("of KuCoin is not used if its numbers are not the ids of the live feed")
  void oldNumbers() throws IOException {
    SimulatorOptions old = SimulatorOptions.usual("kucoin").withFirstId(1_636_276_321_894L);
    try (SimulatedHistory history = start(old)) {
      history.simulator().burst(10);

      assertThat(history.fetch(history.wanted(3, 5))).isInstanceOf(Answer.Later.class);
    }
  }

  @Test
  @DisplayName("is asked again if the venue cannot be reached")
  void nobodyThere() throws IOException {
    try (SimulatedHistory history = start(SimulatorOptions.usual("binance"));
        HistoryPort nowhere =
            SimulatedHistory.open(
                Venues.builtIn().named("binance"), URI.create("http://127.0.0.1:1"))) {
      history.simulator().burst(10);

      assertThat(nowhere.fetch(history.wanted(3, 5))).isInstanceOf(Answer.Later.class);
    }
  }

  private static Answer after(int status, SimulatedHistory history, Wanted wanted) {
    history.simulator().heal();
    history.simulator().fault(new Fault.RefusePages(status, Optional.empty(), 1));
    return history.fetch(wanted);
  }

  private static SimulatedHistory start(SimulatorOptions options) throws IOException {
    String name = options.venue();
    return new SimulatedHistory(Venues.builtIn().named(name), VenueProtocols.of(name), options);
  }
}
