package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.line.LineState;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.testsupport.FakeLine;
import btcfeed.testsupport.FakeLine.FakeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connection manager of a line")
class ConnectionManagerTest {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(8);
  private static final LineTimings TIMINGS =
      new LineTimings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofHours(23));

  private final ManualClock clock = new ManualClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final FakeLine line = new FakeLine(new LineId(World.MARKET.venue(), "a"));
  private final List<Trade> accepted = new ArrayList<>();
  private final List<FeedEvent> log = new ArrayList<>();
  private final AcceptTrades ingest =
      new AcceptTrades() {
        @Override
        public void accept(
            List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
          accepted.addAll(trades);
          origins.add(origin);
        }

        @Override
        public void coverageLost(CoverageLoss loss) {
          switch (loss) {
            case CoverageLoss.Disconnected _ -> disconnections++;
            case CoverageLoss.MissedTime _ -> missedTimes++;
            case CoverageLoss.HistoryAdded _ -> throw new AssertionError("a line adds no history");
            case CoverageLoss.AnnouncedButMissing(Market market, TradeId id, _) ->
                missing.add(market + " " + id.text());
          }
        }

        @Override
        public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {
          throw new AssertionError("a line does not search");
        }
      };
  private int disconnections;
  private int missedTimes;
  private final List<String> missing = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final VenueStats stats = new VenueStats(World.MARKET.venue());
  private final VenueStats other = new VenueStats(new Venue("other"));
  private final StallDetector stalls = new StallDetector();
  private final ConnectionManager manager =
      new ConnectionManager(
          line,
          TIMINGS,
          new Backoff(FIRST, CAP),
          ingest,
          VenueLines.of(1, 60, stats, stalls, clock),
          clock,
          () -> 0.999,
          log::add);

  ConnectionManagerTest() {
    manager.wakeWith(time.add(manager));
  }

  @Test
  @DisplayName("hands trades on and calls the line streaming once it is confirmed")
  void streams() {
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.Confirmed());
    trade(1);
    pass(Duration.ofMillis(1));

    assertThat(manager.state()).isInstanceOf(LineState.Streaming.class);
    assertThat(accepted).hasSize(1);
  }

  @Test
  @DisplayName("hands on what is left of a cut message, and the name of the trade that is not")
  void cut() {
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.Confirmed());
    trade(1);
    line.say(
        new LineEvent.Cut(
            List.of(World.trade(2, clock.wallUs())),
            Optional.of(new LineEvent.Cut.Name(World.MARKET, TradeId.of(3))),
            clock.wallUs(),
            clock.nanos()));
    line.say(new LineEvent.Closed("gone"));

    assertThat(accepted).extracting(trade -> trade.id().text()).containsExactly("1", "2");
    assertThat(origins).containsExactly(Origin.LIVE, Origin.RECOVERED);
    assertThat(missing).containsExactly(World.MARKET + " 3");
  }

  @Test
  @DisplayName("reports the same when its connection ends inside the first message with trades")
  void cutAtOnce() {
    pass(Duration.ofMillis(1));
    line.say(
        new LineEvent.Cut(
            List.of(World.trade(1, clock.wallUs())),
            Optional.empty(),
            clock.wallUs(),
            clock.nanos()));
    line.say(new LineEvent.Closed("gone"));

    assertThat(accepted).hasSize(1);
    assertThat(disconnections).isEqualTo(1);
  }

  @Test
  @DisplayName("reports once that no line is connected when its connection ends")
  void interruption() {
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.Confirmed());
    trade(1);
    assertThat(disconnections).isZero();

    line.say(new LineEvent.Closed("gone"));
    pass(Duration.ofMillis(1));

    assertThat(disconnections).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "waits longer after each failure, up to the cap, and starts over only once data flowed")
  void backsOff() {
    pass(Duration.ofMillis(1));
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waits.add(waitAfter(new LineEvent.Closed("gone")));
    }
    assertThat(waits).isSorted().allMatch(wait -> wait.compareTo(CAP) <= 0);
    assertThat(waits.getLast()).isGreaterThan(Duration.ofSeconds(7));

    trade(1);
    pass(Duration.ofMillis(300));
    assertThat(waitAfter(new LineEvent.Closed("gone"))).isGreaterThan(FIRST);
    for (int i = 2; i < 13; i++) {
      trade(i);
      pass(Duration.ofSeconds(1));
    }
    assertThat(waitAfter(new LineEvent.Closed("gone"))).isLessThanOrEqualTo(FIRST);
  }

  @Test
  @DisplayName("stays away for as long as the venue asks")
  void retryAfter() {
    line.refuse(
        new Opened.Failed(Optional.of(429), Optional.of(Duration.ofSeconds(90)), "too many"));
    pass(Duration.ofSeconds(89));
    assertThat(line.connections()).isEmpty();

    pass(Duration.ofSeconds(2));
    assertThat(line.connections()).hasSize(1);
  }

  @Test
  @DisplayName("asks a silent line for a sign of life, and gives it up when none comes")
  void silence() {
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.Confirmed());
    pass(Duration.ofSeconds(6));
    assertThat(line.connections().getFirst().pings()).isPositive();
    assertThat(line.openConnections()).hasSize(1);

    pass(Duration.ofSeconds(11));
    assertThat(line.connections()).hasSizeGreaterThan(1);
    assertThat(line.connections().getFirst().isOpen()).isFalse();
  }

  @Test
  @DisplayName("replaces, without a break, a line that is alive, confirmed and never fed")
  void heartbeatsAreNotData() {
    connected();
    heartbeats(62);
    assertThat(line.openConnections()).hasSize(2);

    line.connections().getLast().say(new LineEvent.Confirmed());
    pass(Duration.ofMillis(300));
    assertThat(line.connections().getFirst().isOpen()).isFalse();
    assertThat(log)
        .last()
        .isInstanceOfSatisfying(
            FeedEvent.LineReplaced.class,
            replaced -> assertThat(replaced.why()).contains("no trade came"));
  }

  @Test
  @DisplayName("suspects a silent line ever more rarely, as long as that helps nothing")
  void rarer() {
    connected();
    for (int i = 0; i < 30; i++) {
      heartbeats(60);
      line.connections().getLast().say(new LineEvent.Confirmed());
    }
    assertThat(line.connections()).hasSizeBetween(4, 6);
  }

  @Test
  @DisplayName("leaves a silent line alone while no other venue trades either")
  void quietEverywhere() {
    stalls.add(other);
    connected();
    heartbeats(600);

    assertThat(line.connections()).hasSize(1);
  }

  @Test
  @DisplayName("suspects a silent line as soon as that is strange, while others trade")
  void othersTrade() {
    stalls.add(other);
    connected();
    for (int i = 0; i < 40; i++) {
      trade(i);
      pass(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 11; i++) {
      other.traded(1, clock.nanos());
      heartbeats(1);
    }

    assertThat(line.openConnections()).hasSize(2);
  }

  @Test
  @DisplayName(
      "waits for an answer to a subscription as long as its venue needed, at first a third")
  void confirmation() {
    pass(Duration.ofMillis(3_200));
    assertThat(line.openConnections()).hasSize(1);
    pass(Duration.ofMillis(300));
    assertThat(line.openConnections()).isEmpty();
    assertThat(log)
        .last()
        .isInstanceOfSatisfying(
            FeedEvent.LineDown.class,
            down -> assertThat(down.why()).contains("not confirmed for 3.5 s"));

    pass(Duration.ofSeconds(1 + 5));
    assertThat(line.connections()).hasSize(2);
    trade(1);
    pass(Duration.ofMillis(300));
    line.say(new LineEvent.Closed("over"));
    pass(Duration.ofSeconds(1 + 6));
    assertThat(line.connections()).hasSize(3);
    assertThat(line.openConnections()).hasSize(1);
    trade(2);
    pass(Duration.ofMillis(300));
    line.say(new LineEvent.Closed("over"));
    pass(Duration.ofMillis(4_200));
    trade(3);
    pass(Duration.ofMillis(300));
    line.say(new LineEvent.Closed("over"));
    pass(Duration.ofMillis(8_000 + 3_600));

    assertThat(line.connections()).hasSize(5);
    assertThat(line.openConnections()).isEmpty();
  }

  private void connected() {
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.Confirmed());
  }

  private void heartbeats(int seconds) {
    for (int second = 0; second < seconds; second++) {
      line.openConnections().forEach(open -> open.say(new LineEvent.Heartbeat()));
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName("has the next connection confirmed before it closes one that is about to end")
  void replacesBeforeClosing() {
    pass(Duration.ofSeconds(2));
    line.say(new LineEvent.Confirmed());
    pass(Duration.ofMillis(1));
    line.say(new LineEvent.PlannedClose("serverShutdown", Duration.ofMinutes(1)));
    pass(Duration.ofMillis(1));
    assertThat(line.openConnections()).hasSize(2);

    line.connections().getLast().say(new LineEvent.Confirmed());
    pass(Duration.ofMillis(300));

    assertThat(line.openConnections()).hasSize(1);
    assertThat(line.connections().getFirst().isOpen()).isFalse();
    assertThat(manager.state()).isInstanceOf(LineState.Streaming.class);
  }

  @Test
  @DisplayName("keeps the old connection until it has brought all that the next one has not")
  void overlaps() {
    connected();
    trade(1);
    pass(Duration.ofSeconds(2));
    line.say(new LineEvent.PlannedClose("serverShutdown", Duration.ofMinutes(1)));
    pass(Duration.ofMillis(300));
    FakeConnection old = line.connections().getFirst();
    FakeConnection next = line.connections().getLast();
    next.say(new LineEvent.Confirmed());
    next.say(trades(4));
    pass(Duration.ofSeconds(2));
    assertThat(old.isOpen()).isTrue();

    old.say(trades(5));
    pass(Duration.ofMillis(300));
    assertThat(old.isOpen()).isFalse();
    assertThat(disconnections).isZero();
    assertThat(missedTimes).isZero();
  }

  @Test
  @DisplayName("closes an old connection that delivers nothing, and reports the missed time")
  void nothingMoreFromTheOldOne() {
    connected();
    trade(1);
    pass(Duration.ofSeconds(2));
    line.say(new LineEvent.PlannedClose("serverShutdown", Duration.ofMinutes(1)));
    pass(Duration.ofMillis(300));
    line.connections().getLast().say(new LineEvent.Confirmed());
    for (int i = 0; i < 11; i++) {
      line.connections().getLast().say(trades(4 + i));
      pass(Duration.ofSeconds(1));
    }

    assertThat(line.connections().getFirst().isOpen()).isFalse();
    assertThat(missedTimes).isEqualTo(1);
  }

  /** How long the line stays without a connection after this. */
  private Duration waitAfter(LineEvent event) {
    line.say(event);
    long before = clock.nanos();
    int connections = line.connections().size();
    while (line.connections().size() == connections) {
      pass(Duration.ofMillis(50));
    }
    return Duration.ofNanos(clock.nanos() - before);
  }

  private void trade(long id) {
    line.say(trades(id));
  }

  private LineEvent.Trades trades(long id) {
    return new LineEvent.Trades(
        List.of(World.trade(id, clock.wallUs())), clock.wallUs(), clock.nanos());
  }

  private void pass(Duration duration) {
    time.advance(duration);
  }
}
