package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Connections that may not have heard everything")
class CoverageTest extends TwoLinesFixture {
  private static final LineEvent.Bad BAD =
      new LineEvent.Bad(BadInput.MALFORMED, "?", Optional.empty());

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
    assertThat(missedTimes).isEmpty();

    long last = clock.wallUs();
    a.say(BAD);
    b.say(BAD);
    time.advance(Duration.ofSeconds(2));
    long first = clock.wallUs();
    trade(b, 4);
    trade(a, 4);
    assertThat(missedTimes).contains((last - 1) + ".." + first);
    assertThat(disconnections).isZero();
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

    assertThat(missedTimes).containsExactly((last - 1) + ".." + until);
    assertThat(disconnections).isEqualTo(1);
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

    assertThat(missedTimes).containsExactly(last + ".." + first);
  }

  @Test
  @DisplayName("miss what the venue says is there, half a second after it said so")
  void claimed() {
    both();
    a.say(reached(5));
    assertThat(missing).isEmpty();
    time.advance(Duration.ofSeconds(1));
    a.say(reached(5));
    a.say(reached(5));

    assertThat(missing).containsExactly(World.MARKET + " 5");
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

    assertThat(missing).allMatch(name -> name.endsWith(" 1"));
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

  @Test
  @DisplayName("are replaced when the venue goes on to name a trade older than those it brought")
  void namesAnOldTrade() {
    both();
    for (int i = 2; i < 40; i++) {
      trade(a, i);
      trade(b, i);
      a.say(reached(0));
      b.say(reached(0));
      time.advance(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 40; i++) {
      trade(b, 40 + i);
      a.openConnections().forEach(open -> open.say(reached(0)));
      b.say(reached(0));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(a.connections().size()).isGreaterThan(1);
    int before = a.connections().size();

    // A fresh connection that names it too, and brings nothing, is no better.
    for (int i = 0; i < 120; i++) {
      trade(b, 80 + i);
      a.openConnections().forEach(open -> open.say(new LineEvent.Confirmed()));
      a.openConnections().forEach(open -> open.say(reached(0)));
      b.say(reached(0));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(a.connections().size()).isGreaterThan(before);
  }

  @Test
  @DisplayName("are not blinded by a trade dated in the future: what nobody heard is told")
  void aTradeOfTheFuture() {
    both();
    time.advance(Duration.ofSeconds(2));
    b.say(new LineEvent.Closed("gone"));
    trade(a, 2);
    long last = clock.wallUs();
    a.say(dated(3, 9_972_000_000_000_000L));
    for (int i = 0; i < 30; i++) {
      a.say(new LineEvent.Heartbeat());
      time.advance(Duration.ofSeconds(1));
    }
    long first = clock.wallUs();
    b.say(new LineEvent.Confirmed());
    trade(b, 4);
    time.advance(Duration.ofMillis(100));
    a.say(new LineEvent.Closed("gone too"));

    assertThat(missedTimes).containsExactly(last - 1_000_000 + ".." + first);
  }

  @Test
  @DisplayName("are not blinded by one that has brought no other trade yet")
  void onlyATradeOfTheFuture() {
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    time.advance(Duration.ofSeconds(3));
    b.say(new LineEvent.Confirmed());
    a.say(dated(3, 9_972_000_000_000_000L));
    b.say(new LineEvent.Closed("gone"));
    assertThat(disconnections).isEqualTo(1);
    trade(a, 4);
    long last = clock.wallUs();
    for (int i = 0; i < 30; i++) {
      a.say(new LineEvent.Heartbeat());
      time.advance(Duration.ofSeconds(1));
    }
    long first = clock.wallUs();
    b.say(new LineEvent.Confirmed());
    trade(b, 5);
    time.advance(Duration.ofMillis(100));
    a.say(new LineEvent.Closed("gone too"));

    assertThat(missedTimes).containsExactly(last + ".." + first);
  }

  private LineEvent.Trades dated(long id, long exchangeTimeUs) {
    return new LineEvent.Trades(
        List.of(World.trade(id, exchangeTimeUs)), clock.wallUs(), clock.nanos());
  }

  private LineEvent.Reached reached(long id) {
    return new LineEvent.Reached(World.MARKET, TradeId.of(id), clock.wallUs());
  }
}
