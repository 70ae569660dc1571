package btcfeed.application;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.Reconnects;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.testsupport.FakeLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two lines to one venue, and what they tell the ingest. */
abstract class TwoLinesFixture {
  static final Duration STAGGER = Duration.ofSeconds(3);

  static final Opened.Failed REFUSED = new Opened.Failed(Optional.empty(), Optional.empty(), "no");

  final ManualClock clock = new ManualClock();
  final VirtualTime time = new VirtualTime(clock);
  final Venue venue = World.MARKET.venue();
  final FakeLine a = new FakeLine(new LineId(venue, "a"));
  final FakeLine b = new FakeLine(new LineId(venue, "b"));
  int disconnections;
  final List<String> missedTimes = new ArrayList<>();
  final List<String> missing = new ArrayList<>();
  int failures;
  final AcceptTrades ingest =
      new AcceptTrades() {
        @Override
        public void accept(
            List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {}

        @Override
        public void coverageLost(CoverageLoss loss) {
          switch (loss) {
            case CoverageLoss.Disconnected _ -> disconnections++;
            case CoverageLoss.MissedTime(_, long sinceUs, long untilUs) ->
                missedTimes.add(sinceUs + ".." + untilUs);
            case CoverageLoss.HistoryAdded _ -> throw new AssertionError("a line adds no history");
            case CoverageLoss.AnnouncedButMissing(Market market, TradeId id, _) ->
                missing.add(market + " " + id.text());
          }
        }

        @Override
        public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {}
      };
  final StallDetector stalls = new StallDetector();
  final VenueLines shared;
  private final Backoff backoff;

  final Reconnects reconnects;
  final ConnectionManager first;
  final ConnectionManager second;

  TwoLinesFixture() {
    this(60, new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)));
  }

  TwoLinesFixture(int dialsAMinute, Backoff backoff) {
    this.backoff = backoff;
    shared = VenueLines.of(2, dialsAMinute, new VenueStats(venue), stalls, clock);
    first = manager(a);
    second = manager(b);
    second.follows(first, STAGGER);
    first.wakeWith(time.add(first));
    second.wakeWith(time.add(second));
    reconnects = new Reconnects(List.of(first, second));
  }

  void both() {
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    time.advance(Duration.ofSeconds(3));
    b.say(new LineEvent.Confirmed());
    trade(a, 1);
    trade(b, 1);
  }

  void trade(FakeLine line, long id) {
    line.say(
        new LineEvent.Trades(
            List.of(World.trade(id, clock.wallUs())), clock.wallUs(), clock.nanos()));
  }

  private ConnectionManager manager(FakeLine line) {
    Duration ten = Duration.ofSeconds(10);
    return new ConnectionManager(
        line,
        new LineTimings(
            ten, ten, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofHours(23)),
        backoff,
        ingest,
        shared,
        clock,
        () -> 0.999,
        _ -> failures++);
  }
}
