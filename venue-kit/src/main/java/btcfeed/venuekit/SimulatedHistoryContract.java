package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryDescription;
import btcfeed.exchange.history.Paging;
import btcfeed.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of every history, tested with its venue simulated, over HTTP. */
public abstract class SimulatedHistoryContract extends SimulationContract {
  /** The unit of the times of its trades, in microseconds; 1,000,000 for seconds. */
  protected long timeUnitUs() {
    return 1;
  }

  @Test
  @DisplayName("gives every trade of a gap, exactly, over as many pages as it takes")
  void exactly() throws IOException {
    if (newestOnly().isPresent()) {
      return;
    }
    try (SimulatedHistory history = start()) {
      history.simulator().burst(2_500);
      List<Trade> tape = history.simulator().tape();
      List<Trade> gap = tape.subList(120, 2_400);

      List<Trade> found = history.all(history.wanted(120, 2_400));

      assertThat(told(found)).containsAll(told(gap));
      assertThat(told(tape)).containsAll(told(found));
      assertThat(found).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("gives a gap of one trade in one page or two")
  void one() throws IOException {
    try (SimulatedHistory history = start()) {
      history.simulator().burst(50);
      Trade wanted = history.simulator().tape().get(20);

      assertThat(history.all(history.wanted(20, 21))).extracting(Trade::id).contains(wanted.id());
      assertThat(history.simulator().pageRequests()).hasSizeBetween(1, 3);
    }
  }

  @Test
  @DisplayName("gives a gap within its newest trades, and refuses anything older")
  void window() throws IOException {
    Optional<Integer> limit = newestOnly();
    if (limit.isEmpty()) {
      return;
    }
    int trades = limit.get();
    try (SimulatedHistory history = start()) {
      history.simulator().burst(trades + 100);
      List<Trade> tape = history.simulator().tape();

      assertThat(history.all(history.wanted(105, trades + 50)))
          .containsAll(tape.subList(105, trades + 50));
      Answer.Page page = (Answer.Page) history.fetch(history.wanted(50, 80));
      assertThat(history.fetch(page.rest().orElseThrow())).isInstanceOf(Answer.Never.class);
    }
  }

  @Test
  @DisplayName("reports how long to wait if it is asked too often")
  void tooOften() throws IOException {
    try (SimulatedHistory history = start()) {
      history.simulator().burst(10);
      Wanted wanted = history.wanted(3, 5);
      Fault refusal = new Fault.RefusePages(429, Optional.of(Duration.ofSeconds(7)), 1);
      history.simulator().fault(refusal);
      history.simulator().fault(refusal);

      assertThat(history.fetch(wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class,
              later -> {
                assertThat(later.in()).isEqualTo(Duration.ofSeconds(7));
                assertThat(later.detail()).contains("429");
              });
    }
  }

  @Test
  @DisplayName("takes a refusal with status 200 for a refusal")
  void refusedInThePage() throws IOException {
    try (SimulatedHistory history = start()) {
      history.simulator().burst(10);
      Wanted wanted = history.wanted(3, 5);
      history.simulator().fault(new Fault.RefusePages(200, Optional.empty(), 1));

      assertThat(history.fetch(wanted)).isInstanceOf(Answer.Later.class);
    }
  }

  private SimulatedHistory start() throws IOException {
    return new SimulatedHistory(venue(), protocol(), usual());
  }

  /** How many trades the venue gives, if only its newest. */
  private Optional<Integer> newestOnly() {
    return venue()
        .history()
        .map(HistoryDescription::paging)
        .filter(Paging.Newest.class::isInstance)
        .map(it -> ((Paging.Newest) it).limit());
  }

  /** As far as the venue's history tells. */
  private List<Trade> told(List<Trade> trades) {
    return trades.stream()
        .map(
            trade ->
                new Trade(
                    trade.market(),
                    trade.id(),
                    trade.price(),
                    trade.quantity(),
                    trade.side(),
                    trade.exchangeTimeUs() / timeUnitUs() * timeUnitUs()))
        .toList();
  }
}
