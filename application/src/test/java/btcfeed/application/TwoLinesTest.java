package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.connect.LineKeeper;
import btcfeed.application.connect.Pulse;
import btcfeed.application.connect.Reconnects;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.BadInput;
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
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Search;
import btcfeed.testsupport.FakeLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two lines to one venue")
class TwoLinesTest {
  private static final Duration STAGGER = Duration.ofSeconds(3);

  private static final LineEvent.Bad BAD =
      new LineEvent.Bad(BadInput.MALFORMED, "?", Optional.empty());
  private static final Opened.Failed REFUSED =
      new Opened.Failed(Optional.empty(), Optional.empty(), "no");

  private final ManualClock clock = new ManualClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final Venue venue = World.MARKET.venue();
  private final FakeLine a = new FakeLine(new LineId(venue, "a"));
  private final FakeLine b = new FakeLine(new LineId(venue, "b"));
  private int interruptions;
  private final List<String> unheard = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int failures;
  private final AcceptTrades ingest =
      new AcceptTrades() {
        @Override
        public void accept(
            List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {}

        @Override
        public void interrupted(Venue gone) {
          interruptions++;
        }

        @Override
        public void unheard(Venue gone, long sinceUs, long untilUs) {
          unheard.add(sinceUs + ".." + untilUs);
        }

        @Override
        public void missed(Market market, TradeId id, long receiveTimeUs) {
          missed.add(market + " " + id.text());
        }

        @Override
        public void sought(Market market, Gap gap, Search search) {}
      };
  private final Pulse pulse = new Pulse();
  private final VenueLines shared =
      VenueLines.of(2, 60, ingest, new VenueStats(venue), pulse, clock);

  private final Reconnects reconnects;

  TwoLinesTest() {
    LineKeeper first = keeper(a);
    LineKeeper second = keeper(b);
    second.follows(first, STAGGER);
    first.wakes(time.add(first));
    second.wakes(time.add(second));
    reconnects = new Reconnects(List.of(first, second));
  }

  @Test
  @DisplayName("are opened one after the other")
  void staggered() {
    time.advance(Duration.ofSeconds(2));
    assertThat(a.openConnections()).hasSize(1);
    assertThat(b.connections()).isEmpty();

    time.advance(Duration.ofSeconds(2));
    assertThat(b.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("do not wait for each other where the first cannot be opened")
  void secondAtOnce() {
    a.refuse(new Opened.Failed(Optional.empty(), Optional.of(Duration.ofMinutes(1)), "gone"));
    time.advance(Duration.ofMillis(1_500));

    assertThat(a.connections()).isEmpty();
    assertThat(b.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("interrupt nothing when one of them ends, and are an interruption when both have")
  void coverage() {
    both();
    a.say(new LineEvent.Closed("gone"));
    assertThat(interruptions).isZero();

    b.say(new LineEvent.Closed("gone too"));
    assertThat(interruptions).isEqualTo(1);
  }

  @Test
  @DisplayName("are an interruption when the one that ends had brought what the other had not")
  void behind() {
    both();
    time.advance(Duration.ofSeconds(3));
    trade(a, 2);
    a.say(new LineEvent.Closed("gone"));

    assertThat(interruptions).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "tell of the time nobody heard, when one had died unnoticed before the other was back")
  void nobodyHeard() {
    both();
    time.advance(Duration.ofSeconds(2));
    long lastOfBoth = clock.wallUs();
    trade(a, 2);
    trade(b, 2);
    // From here on b is dead. Nobody knows.
    a.say(new LineEvent.Closed("gone"));
    time.advance(Duration.ofSeconds(5));
    a.say(new LineEvent.Confirmed());
    long firstAgain = clock.wallUs();
    trade(a, 9);
    assertThat(unheard).isEmpty();

    time.advance(Duration.ofSeconds(11));
    trade(a, 10);
    time.advance(Duration.ofSeconds(5));

    assertThat(b.connections().getFirst().isOpen()).isFalse();
    assertThat(unheard).containsExactly((lastOfBoth - 1_000_000) + ".." + firstAgain);
    assertThat(interruptions).isZero();
  }

  @Test
  @DisplayName("tell of nothing when the one that stays had listened all the time")
  void heardByTheOther() {
    both();
    for (long id = 2; id <= 40; id++) {
      time.advance(Duration.ofSeconds(1));
      if (id == 20) {
        a.say(new LineEvent.Closed("gone"));
      }
      if (id == 25) {
        a.say(new LineEvent.Confirmed());
      }
      if (id < 20 || id > 25) {
        trade(a, id);
      }
      trade(b, id);
    }
    b.say(new LineEvent.Closed("gone"));

    assertThat(unheard).isEmpty();
    assertThat(interruptions).isZero();
  }

  @Test
  @DisplayName("miss a trade that was cut only when both were")
  void cut() {
    both();
    a.say(half(2));
    a.say(new LineEvent.Closed("gone"));
    assertThat(missed).isEmpty();

    b.say(half(2));
    b.say(new LineEvent.Closed("gone too"));
    assertThat(missed).containsExactly(World.MARKET + " 2");
  }

  @Test
  @DisplayName("doubt the time around a message that cannot be read, unless the other heard it all")
  void doubt() {
    both();
    time.advance(Duration.ofSeconds(2));
    trade(a, 2);
    trade(b, 2);
    a.say(BAD);
    time.advance(Duration.ofSeconds(2));
    trade(b, 3);
    trade(a, 3);
    assertThat(unheard).isEmpty();

    long last = clock.wallUs();
    a.say(BAD);
    b.say(BAD);
    time.advance(Duration.ofSeconds(2));
    long first = clock.wallUs();
    trade(b, 4);
    trade(a, 4);
    assertThat(unheard).contains((last - 1) + ".." + first);
    assertThat(interruptions).isZero();
  }

  @Test
  @DisplayName("doubt it too when the connection ends before anything else came")
  void doubtAtTheEnd() {
    both();
    b.say(new LineEvent.Closed("gone"));
    time.advance(Duration.ofSeconds(2));
    trade(a, 2);
    long last = clock.wallUs();
    a.say(BAD);
    time.advance(Duration.ofMillis(500));
    trade(a, 4);
    long until = clock.wallUs();
    a.say(new LineEvent.Closed("gone too"));

    assertThat(unheard).containsExactly((last - 1) + ".." + until);
    assertThat(interruptions).isEqualTo(1);
  }

  @Test
  @DisplayName("doubt a silence that was suspicious and is over, on the connection that goes on")
  void doubtSilence() {
    both();
    b.say(new LineEvent.Closed("gone"));
    long last = clock.wallUs() - 1;
    for (int i = 0; i < 75; i++) {
      a.say(new LineEvent.Heartbeat());
      time.advance(Duration.ofSeconds(1));
    }
    long first = clock.wallUs();
    trade(a, 9);

    assertThat(unheard).containsExactly(last + ".." + first);
  }

  @Test
  @DisplayName("miss what the venue says is there, half a second after it said so")
  void claimed() {
    both();
    a.say(reached(5));
    assertThat(missed).isEmpty();
    time.advance(Duration.ofSeconds(1));
    a.say(reached(5));
    a.say(reached(5));

    assertThat(missed).containsExactly(World.MARKET + " 5");
  }

  @Test
  @DisplayName("believe of two words about the newest trade the lower one")
  void claimedWrongly() {
    both();
    a.say(reached(5_000_000));
    time.advance(Duration.ofSeconds(1));
    a.say(reached(1));
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Heartbeat());

    assertThat(missed).allMatch(name -> name.endsWith(" 1"));
  }

  @Test
  @DisplayName("are left alone in a market that is quiet by the venue's own word")
  void provenQuiet() {
    both();
    for (int i = 0; i < 300; i++) {
      a.say(reached(1));
      b.say(reached(1));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(a.connections()).hasSize(1);
    assertThat(b.connections()).hasSize(1);

    for (int i = 0; i < 90; i++) {
      a.say(reached(2));
      b.say(reached(2));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(a.connections().size()).isGreaterThan(1);
  }

  private LineEvent.Reached reached(long id) {
    return new LineEvent.Reached(World.MARKET, TradeId.of(id), clock.wallUs());
  }

  private LineEvent.Cut half(long id) {
    LineEvent.Cut.Name name = new LineEvent.Cut.Name(World.MARKET, TradeId.of(id));
    return new LineEvent.Cut(List.of(), Optional.of(name), clock.wallUs(), clock.nanos());
  }

  @Test
  @DisplayName("share what a venue takes of attempts: one a second")
  void budget() {
    for (int i = 0; i < 100; i++) {
      a.refuse(REFUSED);
      b.refuse(REFUSED);
    }
    for (int i = 0; i < 10; i++) {
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(failures).isBetween(8, 11);
  }

  @Test
  @DisplayName(
      "are replaced one after the other when an operator asks, and no trade could be missed")
  void reconnected() {
    streaming();

    assertThat(reconnects.reconnect(venue.name()))
        .extracting(ReconnectVenue.Begun::doing)
        .containsExactly(ReconnectVenue.Doing.REPLACING, ReconnectVenue.Doing.REPLACING);
    time.advance(Duration.ofSeconds(2));
    assertThat(a.openConnections()).hasSize(2);
    assertThat(b.openConnections()).hasSize(1);

    twoTrades(a, 2);
    assertThat(a.openConnections()).hasSize(1);
    assertThat(b.openConnections()).hasSize(2);

    twoTrades(b, 4);
    assertThat(a.openConnections()).hasSize(1);
    assertThat(b.openConnections()).hasSize(1);
    assertThat(a.connections()).hasSize(2);
    assertThat(b.connections()).hasSize(2);
    assertThat(interruptions).isZero();
  }

  @Test
  @DisplayName("are asked to reconnect as often as somebody likes, and do it once at a time")
  void reconnectedOnce() {
    streaming();
    for (int i = 0; i < 50; i++) {
      reconnects.reconnect(venue.name());
      time.advance(Duration.ofMillis(10));
    }
    trade(a, 2);
    time.advance(Duration.ofSeconds(2));
    trade(a, 3);
    trade(b, 3);
    quietSeconds(60);

    assertThat(a.connections()).hasSize(2);
    assertThat(b.connections()).hasSize(2);
  }

  @Test
  @DisplayName("wait with being replaced for no trade in a market where there is none")
  void reconnectedInAQuietMarket() {
    streaming();
    reconnects.reconnect(venue.name());
    quietSeconds(60);

    assertThat(a.connections()).hasSize(2);
    assertThat(b.connections()).hasSize(2);
    assertThat(a.openConnections()).hasSize(1);
    assertThat(b.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("stay as they are while the venue takes no new connection, and try again")
  void reconnectRefused() {
    streaming();
    a.refuse(REFUSED, REFUSED, REFUSED);
    reconnects.reconnect(venue.name());
    for (int i = 0; i < 12; i++) {
      time.advance(Duration.ofSeconds(1));
      trade(a, 10 + i);
      trade(b, 10 + i);
      assertThat(a.openConnections()).isNotEmpty();
      assertThat(b.openConnections()).isNotEmpty();
    }

    assertThat(a.connections()).hasSize(2);
    assertThat(b.connections()).hasSize(2);
    assertThat(interruptions).isZero();
  }

  @Test
  @DisplayName("that do not stream connect as they would have anyway")
  void nothingToReplace() {
    a.refuse(new Opened.Failed(Optional.empty(), Optional.of(Duration.ofMinutes(1)), "later"));
    time.advance(Duration.ofSeconds(2));

    assertThat(reconnects.reconnect(venue.name()))
        .extracting(ReconnectVenue.Begun::doing)
        .containsExactly(ReconnectVenue.Doing.CONNECTING, ReconnectVenue.Doing.CONNECTING);
    time.advance(Duration.ofSeconds(30));
    assertThat(a.connections()).isEmpty();
    assertThat(reconnects.reconnect("nobody")).isEmpty();
  }

  private void streaming() {
    pulse.add(new VenueStats(new Venue("asleep")));
    both();
    time.advance(Duration.ofSeconds(1));
  }

  /** The connections live, and nobody trades. */
  private void quietSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      a.say(new LineEvent.Confirmed());
      b.say(new LineEvent.Confirmed());
      time.advance(Duration.ofSeconds(1));
    }
  }

  /** Far enough apart to show that a connection follows on from another. */
  private void twoTrades(FakeLine line, long id) {
    trade(line, id);
    time.advance(Duration.ofMillis(1_100));
    trade(line, id + 1);
    time.advance(Duration.ofSeconds(2));
  }

  private void both() {
    time.advance(Duration.ofSeconds(4));
    a.say(new LineEvent.Confirmed());
    b.say(new LineEvent.Confirmed());
    trade(a, 1);
    trade(b, 1);
  }

  private void trade(FakeLine line, long id) {
    line.say(
        new LineEvent.Trades(
            List.of(World.trade(id, clock.wallUs())), clock.wallUs(), clock.nanos()));
  }

  private LineKeeper keeper(FakeLine line) {
    Duration ten = Duration.ofSeconds(10);
    return new LineKeeper(
        line,
        new LineTimings(
            ten, ten, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofHours(23)),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)),
        ingest,
        shared,
        clock,
        () -> 0.999,
        _ -> failures++);
  }
}
