package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ingest.VenueStats;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.testsupport.FakeLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two lines to one venue")
class TwoLinesTest extends TwoLinesFixture {
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
    assertThat(disconnections).isZero();

    b.say(new LineEvent.Closed("gone too"));
    assertThat(disconnections).isEqualTo(1);
  }

  @Test
  @DisplayName("are an interruption when the one that ends had brought what the other had not")
  void behind() {
    both();
    time.advance(Duration.ofSeconds(3));
    trade(a, 2);
    a.say(new LineEvent.Closed("gone"));

    assertThat(disconnections).isEqualTo(1);
  }

  @Test
  @DisplayName("report the missed time when one died undetected before the other was back")
  void nobodyHeard() {
    both();
    time.advance(Duration.ofSeconds(2));
    long lastOfBoth = clock.wallUs();
    trade(a, 2);
    trade(b, 2);
    // From here on b is dead, undetected.
    a.say(new LineEvent.Closed("gone"));
    time.advance(Duration.ofSeconds(5));
    a.say(new LineEvent.Confirmed());
    long firstAgain = clock.wallUs();
    trade(a, 9);
    assertThat(missedTimes).isEmpty();

    time.advance(Duration.ofSeconds(11));
    trade(a, 10);
    time.advance(Duration.ofSeconds(5));

    assertThat(b.connections().getFirst().isOpen()).isFalse();
    assertThat(missedTimes).containsExactly((lastOfBoth - 1_000_000) + ".." + firstAgain);
    assertThat(disconnections).isZero();
  }

  @Test
  @DisplayName("report nothing when the remaining line was connected all the time")
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

    assertThat(missedTimes).isEmpty();
    assertThat(disconnections).isZero();
  }

  @Test
  @DisplayName("miss a trade that was cut only when both were")
  void cut() {
    both();
    a.say(half(2));
    a.say(new LineEvent.Closed("gone"));
    assertThat(missing).isEmpty();

    b.say(half(2));
    b.say(new LineEvent.Closed("gone too"));
    assertThat(missing).containsExactly(World.MARKET + " 2");
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
  @DisplayName("let one of them gather messages while the other delivers the same trades")
  void leisure() {
    streaming();
    for (int id = 2; id < 6; id++) {
      trade(a, id);
      trade(b, id);
      time.advance(Duration.ofMillis(200));
    }
    assertThat(a.openConnections().getFirst().gathering()).isPositive();
    assertThat(b.openConnections().getFirst().gathering()).isZero();

    for (int id = 6; id < 10; id++) {
      trade(a, id);
      time.advance(Duration.ofMillis(200));
    }
    assertThat(a.openConnections().getFirst().gathering()).isZero();
  }

  @Test
  @DisplayName(
      "are replaced one after the other when an operator asks, and no trade could be missed")
  void reconnected() {
    streaming();

    assertThat(reconnects.reconnect(venue.name()))
        .extracting(ReconnectVenue.LineReconnect::action)
        .containsExactly(ReconnectVenue.Action.REPLACING, ReconnectVenue.Action.REPLACING);
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
    assertThat(disconnections).isZero();
  }

  @Test
  @DisplayName("are replaced once, however often an operator asks")
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
  @DisplayName("are replaced in a quiet market without waiting for a trade")
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
    assertThat(disconnections).isZero();
  }

  @Test
  @DisplayName("that do not stream connect as they would have anyway")
  void nothingToReplace() {
    a.refuse(new Opened.Failed(Optional.empty(), Optional.of(Duration.ofMinutes(1)), "later"));
    time.advance(Duration.ofSeconds(2));

    assertThat(reconnects.reconnect(venue.name()))
        .extracting(ReconnectVenue.LineReconnect::action)
        .containsExactly(ReconnectVenue.Action.CONNECTING, ReconnectVenue.Action.CONNECTING);
    time.advance(Duration.ofSeconds(30));
    assertThat(a.connections()).isEmpty();
    assertThat(reconnects.reconnect("nobody")).isEmpty();
  }

  private void streaming() {
    stalls.add(new VenueStats(new Venue("asleep")));
    both();
    time.advance(Duration.ofSeconds(1));
  }

  /** The connections live in a quiet market. */
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
}
