package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueProtocol;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RealClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated venue and a history that asks it, over HTTP. */
public final class SimulatedHistory implements AutoCloseable {
  private static final int MOST_PAGES = 50;

  private final VenueDescription description;
  private final VenueSimulator simulator;
  private final HistoryPort history;

  /** Starts a venue without trades. */
  public SimulatedHistory(
      VenueDescription description, VenueProtocol protocol, SimulatorOptions options)
      throws IOException {
    this.description = description;
    simulator = VenueSimulator.start(protocol, options, new Ticking());
    history = open(description, simulator.restUri());
  }

  /** A history at this address. */
  public static HistoryPort open(VenueDescription description, URI address) {
    return Venues.of(List.of(description))
        .history(
            description.venue().name(),
            Optional.of(address),
            OutboundConnector.direct(new RealClock()),
            MessageBudget.ofHeap())
        .orElseThrow();
  }

  /** A clock that goes on by a quarter of a millisecond with every look: trades have room. */
  private static final class Ticking implements Clock {
    private final AtomicLong us = new AtomicLong(new RealClock().wallUs() - 10_000_000);

    @Override
    public long wallUs() {
      return us.addAndGet(250);
    }

    @Override
    public long nanos() {
      return us.get() * 1_000;
    }
  }

  public VenueSimulator simulator() {
    return simulator;
  }

  /** One page. */
  public Answer fetch(Wanted wanted) {
    return history.fetch(wanted);
  }

  /** The trades of the tape from one place to before another. */
  public Wanted wanted(int from, int to) {
    List<Trade> tape = simulator.tape();
    Trade first = tape.get(from);
    Trade last = tape.get(to - 1);
    long sinceUs = tape.get(from - 1).exchangeTimeUs();
    long untilUs = tape.get(to).exchangeTimeUs();
    return description.continuity() == Continuity.SEQUENTIAL
        ? new Wanted.Ids(first.market(), number(first), number(last), sinceUs, untilUs, "")
        : new Wanted.Times(first.market(), sinceUs, untilUs, "");
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) -> throw new AssertionError(text);
    };
  }

  /** Every page, each trade once. */
  List<Trade> all(Wanted first) {
    List<Trade> found = new ArrayList<>();
    Optional<Wanted> next = Optional.of(first);
    for (int pages = 0; next.isPresent(); pages++) {
      assertThat(pages).as("pages").isLessThan(MOST_PAGES);
      Answer answer = fetch(next.get());
      assertThat(answer).isInstanceOf(Answer.Page.class);
      Answer.Page page = (Answer.Page) answer;
      page.trades().stream().filter(trade -> !found.contains(trade)).forEach(found::add);
      next = page.rest();
    }
    return found;
  }

  @Override
  public void close() {
    history.close();
    simulator.close();
  }
}
