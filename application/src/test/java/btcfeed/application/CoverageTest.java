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

@DisplayName("Connections that may have missed trades")
class CoverageTest extends TwoLinesFixture {
  private static final LineEvent.Bad BAD =
      new LineEvent.Bad(BadInput.MALFORMED, "?", Optional.empty());

  @Test
  @DisplayName("miss the time around an unreadable message, unless the other line covers it")
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
  @DisplayName("miss it too when the connection ends before another trade arrives")
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
  @DisplayName("miss a suspicious silence that is over, on the connection that continues")
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
  @DisplayName("miss an announced trade half a second after the announcement")
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
  @DisplayName("use the lower of two different announcements")
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
  @DisplayName("are not replaced in a market that is quiet by the venue's announcements")
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
  @DisplayName("are replaced when the venue announces a trade older than those delivered")
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
  @DisplayName("report missed times in spite of a trade dated in the future")
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
  @DisplayName("report missed times in spite of a connection with only such a trade")
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
