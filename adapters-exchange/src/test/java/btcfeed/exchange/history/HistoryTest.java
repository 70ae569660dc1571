package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every venue's history against the venue simulated, over HTTP. */
@DisplayName("The history of a venue")
class HistoryTest {
  private static final int MOST_PAGES = 50;

  private final List<HistoryPort> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(HistoryPort::close);
  }

  /** The venues that give any past trade. */
  static Stream<String> pagedVenues() {
    return Venues.builtIn().names().stream()
        .filter(name -> paging(name).filter(it -> !(it instanceof Paging.Newest)).isPresent());
  }

  private static Optional<Paging> paging(String name) {
    return Venues.builtIn().named(name).history().map(HistoryDescription::paging);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pagedVenues")
  @DisplayName("gives every trade of a gap, exactly, over as many pages as it takes")
  void exactly(String name) throws IOException {
    try (VenueSimulator venue = venue(name)) {
      venue.burst(2_500);
      List<Trade> tape = venue.tape();
      List<Trade> gap = tape.subList(120, 2_400);

      List<Trade> found = all(history(venue, name), wanted(name, tape, 120, 2_400));

      assertThat(sameOf(name, found)).containsAll(sameOf(name, gap));
      assertThat(sameOf(name, tape)).containsAll(sameOf(name, found));
      assertThat(found).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pagedVenues")
  @DisplayName("gives a gap of one trade in one page or two")
  void one(String name) throws IOException {
    try (VenueSimulator venue = venue(name)) {
      venue.burst(50);
      List<Trade> tape = venue.tape();

      assertThat(all(history(venue, name), wanted(name, tape, 20, 21)))
          .extracting(Trade::id)
          .contains(tape.get(20).id());
      assertThat(venue.pageRequests()).hasSizeBetween(1, 3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pagedVenues")
  @DisplayName("reports how long to wait if it is asked too often")
  void tooOften(String name) throws IOException {
    try (VenueSimulator venue = venue(name)) {
      venue.burst(10);
      HistoryPort history = history(venue, name);
      Wanted wanted = wanted(name, venue.tape(), 3, 5);
      venue.fault(new Fault.RefusePages(429, Optional.of(Duration.ofSeconds(7)), 1));
      venue.fault(new Fault.RefusePages(429, Optional.of(Duration.ofSeconds(7)), 1));

      assertThat(history.fetch(wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class,
              later -> {
                assertThat(later.in()).isEqualTo(Duration.ofSeconds(7));
                assertThat(later.detail()).contains("429");
              });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pagedVenues")
  @DisplayName("takes a refusal with status 200 for a refusal")
  void refusedInThePage(String name) throws IOException {
    try (VenueSimulator venue = venue(name)) {
      venue.burst(10);
      Wanted wanted = wanted(name, venue.tape(), 3, 5);
      venue.fault(new Fault.RefusePages(200, Optional.empty(), 1));

      assertThat(history(venue, name).fetch(wanted)).isInstanceOf(Answer.Later.class);
    }
  }

  /** The venues that give their newest trades and nothing older. */
  static Stream<Arguments> windows() {
    return Venues.builtIn().names().stream()
        .flatMap(
            name ->
                paging(name)
                    .filter(Paging.Newest.class::isInstance)
                    .map(it -> Arguments.of(name, ((Paging.Newest) it).limit()))
                    .stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("windows")
  @DisplayName("gives a gap within its newest trades, and refuses anything older")
  void window(String name, int trades) throws IOException {
    try (VenueSimulator venue = venue(name)) {
      venue.burst(trades + 100);
      List<Trade> tape = venue.tape();
      HistoryPort history = history(venue, name);

      assertThat(all(history, wanted(name, tape, 105, trades + 50)))
          .containsAll(tape.subList(105, trades + 50));
      Answer.Page page = (Answer.Page) history.fetch(wanted(name, tape, 50, 80));
      assertThat(history.fetch(page.rest().orElseThrow())).isInstanceOf(Answer.Never.class);
    }
  }

  @Test
  @DisplayName("waits longer where it is not served than where the venue fails")
  void statuses() throws IOException {
    try (VenueSimulator venue = venue("binance")) {
      venue.burst(10);
      HistoryPort history = history(venue, "binance");
      Wanted wanted = wanted("binance", venue.tape(), 3, 5);

      assertThat(after(venue, 503, history, wanted)).isInstanceOf(Answer.Later.class);
      assertThat(after(venue, 418, history, wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class, later -> assertThat(later.in()).hasMinutes(2));
      assertThat(after(venue, 451, history, wanted))
          .isInstanceOfSatisfying(
              Answer.Later.class, later -> assertThat(later.in()).hasMinutes(15));
      venue.heal();
      assertThat(history.fetch(wanted)).isInstanceOf(Answer.Page.class);
    }
  }

  @Test
  @DisplayName("of KuCoin is not used if its numbers are not the ids of the live feed")
  void oldNumbers() throws IOException {
    SimulatorOptions old = SimulatorOptions.usual("kucoin").withFirstId(1_636_276_321_894L);
    try (VenueSimulator venue = VenueSimulator.start(old, new Ticking())) {
      venue.burst(10);

      assertThat(history(venue, "kucoin").fetch(wanted("kucoin", venue.tape(), 3, 5)))
          .isInstanceOf(Answer.Later.class);
    }
  }

  @Test
  @DisplayName("is asked again if the venue cannot be reached")
  void nobodyThere() throws IOException {
    try (VenueSimulator venue = venue("binance")) {
      venue.burst(10);
      HistoryPort nowhere = history("binance", URI.create("http://127.0.0.1:1"));

      assertThat(nowhere.fetch(wanted("binance", venue.tape(), 3, 5)))
          .isInstanceOf(Answer.Later.class);
    }
  }

  private static Answer after(
      VenueSimulator venue, int status, HistoryPort history, Wanted wanted) {
    venue.heal();
    venue.fault(new Fault.RefusePages(status, Optional.empty(), 1));
    return history.fetch(wanted);
  }

  private static VenueSimulator venue(String name) throws IOException {
    return VenueSimulator.start(SimulatorOptions.usual(name), new Ticking());
  }

  /** A clock that goes on by a quarter of a millisecond with every look: trades have room. */
  private static final class Ticking implements Clock {
    private final AtomicLong us = new AtomicLong(new SystemClock().wallUs() - 10_000_000);

    @Override
    public long wallUs() {
      return us.addAndGet(250);
    }

    @Override
    public long nanos() {
      return us.get() * 1_000;
    }
  }

  private HistoryPort history(VenueSimulator venue, String name) {
    return history(name, venue.restUri());
  }

  private HistoryPort history(String name, URI url) {
    HistoryPort history =
        Venues.builtIn()
            .history(
                name,
                Optional.of(url),
                OutboundConnector.direct(new SystemClock()),
                MessageBudget.ofHeap())
            .orElseThrow();
    opened.add(history);
    return history;
  }

  /** The trades of the tape from one place to before another. */
  private static Wanted wanted(String name, List<Trade> tape, int from, int to) {
    Trade first = tape.get(from);
    Trade last = tape.get(to - 1);
    long sinceUs = tape.get(from - 1).exchangeTimeUs();
    long untilUs = tape.get(to).exchangeTimeUs();
    Symbol symbol = first.market().symbol();
    VenueOptions settings =
        new VenueOptions(
            List.of(symbol), Optional.<URI>empty(), VenueOptions.DEFAULT_MAX_MESSAGE_BYTES);
    return Venues.builtIn().codec(name, settings).continuity() == Continuity.SEQUENTIAL
        ? new Wanted.Ids(first.market(), number(first), number(last), sinceUs, untilUs, "")
        : new Wanted.Times(first.market(), sinceUs, untilUs, "");
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) -> throw new AssertionError(text);
    };
  }

  /** As far as the venue's history tells: one dates its trades to the second. */
  private static List<Trade> sameOf(String name, List<Trade> trades) {
    return name.equals("bitstamp")
        ? trades.stream()
            .map(
                trade ->
                    new Trade(
                        trade.market(),
                        trade.id(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.exchangeTimeUs() / 1_000_000 * 1_000_000))
            .toList()
        : trades;
  }

  /** Every page, each trade once. */
  private static List<Trade> all(HistoryPort history, Wanted first) {
    List<Trade> found = new ArrayList<>();
    Consumer<Trade> add =
        trade -> {
          if (!found.contains(trade)) {
            found.add(trade);
          }
        };
    Optional<Wanted> next = Optional.of(first);
    for (int pages = 0; next.isPresent(); pages++) {
      assertThat(pages).as("pages").isLessThan(MOST_PAGES);
      Answer answer = history.fetch(next.get());
      assertThat(answer).isInstanceOf(Answer.Page.class);
      Answer.Page page = (Answer.Page) answer;
      page.trades().forEach(add);
      next = page.rest();
    }
    return found;
  }
}
