package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.testsupport.FakeLine;
import btcfeed.testsupport.FakeLine.FakeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two lines to a venue that refuses a subscription")
class RefusedSubscriptionTest extends TwoLinesFixture {
  private static final LineEvent BUSY =
      new LineEvent.SubscriptionRefused("too many requests", Refusal.PASSING);
  private static final LineEvent NO_SUCH =
      new LineEvent.SubscriptionRefused("no such market", Refusal.LASTING);

  private final List<Long> asked = new ArrayList<>();

  @Test
  @DisplayName("ask again within seconds, if the refusal may pass")
  void passing() {
    refusedFor(Duration.ofSeconds(20), BUSY);

    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(longestPause()).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  @DisplayName("retry less and less often while they are refused, and in turn")
  void turns() {
    refusedFor(Duration.ofMinutes(10), BUSY);

    assertThat(asked).hasSizeBetween(30, 60);
    assertThat(longestPause()).isLessThan(Duration.ofSeconds(21));
  }

  @Test
  @DisplayName("both deliver trades soon after the venue grants the subscription")
  void fedAgain() {
    refusedFor(Duration.ofMinutes(2), BUSY);
    time.advance(Duration.ofSeconds(31));

    assertThat(a.openConnections()).hasSize(1);
    assertThat(b.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("retry every minute, in turn, for a market that does not exist")
  void lasting() {
    refusedFor(Duration.ofMinutes(30), NO_SUCH);

    assertThat(asked).hasSizeBetween(25, 36);
    assertThat(longestPause()).isLessThan(Duration.ofSeconds(90));
  }

  @Test
  @DisplayName("keep a connection on which one market is refused and another is not")
  void another() {
    both();
    a.say(NO_SUCH);
    for (int i = 2; i < 60; i++) {
      oneMore(i);
    }

    assertThat(a.connections()).hasSize(1);
    assertThat(a.connections().getFirst().isOpen()).isTrue();
    assertThat(missedTimes).isEmpty();
  }

  @Test
  @DisplayName("are dialled again at once when such a connection ends")
  void endsLater() {
    both();
    a.say(NO_SUCH);
    oneMore(2);
    a.say(new LineEvent.Closed("gone"));
    time.advance(Duration.ofSeconds(2));

    assertThat(a.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("replace such a connection all the same, when it is about to end")
  void replaced() {
    both();
    a.say(NO_SUCH);
    time.advance(Duration.ofSeconds(2));
    a.say(new LineEvent.PlannedClose("maintenance", Duration.ofMinutes(1)));
    time.advance(Duration.ofSeconds(1));
    FakeConnection first = a.connections().getFirst();
    FakeConnection next = a.connections().getLast();
    next.say(NO_SUCH);
    next.say(new LineEvent.Confirmed());
    time.advance(Duration.ofSeconds(11));

    assertThat(first.isOpen()).isFalse();
    assertThat(next.isOpen()).isTrue();
  }

  @Test
  @DisplayName("ask for the refused market on a second connection, before they close the first")
  void withoutBreak() {
    both();
    time.advance(Duration.ofSeconds(2));
    a.say(BUSY);
    time.advance(Duration.ofSeconds(1));
    assertThat(a.openConnections()).hasSize(2);

    FakeConnection first = a.connections().getFirst();
    a.connections().getLast().say(BUSY);
    time.advance(Duration.ofSeconds(1));
    assertThat(first.isOpen()).isTrue();

    time.advance(Duration.ofSeconds(4));
    a.connections().getLast().say(new LineEvent.Confirmed());
    time.advance(Duration.ofSeconds(11));
    assertThat(first.isOpen()).isFalse();
    assertThat(a.openConnections()).hasSize(1);
  }

  @Test
  @DisplayName("report the missed time where both were refused a market")
  void nobodyHeard() {
    both();
    a.say(BUSY);
    b.say(BUSY);
    oneMore(2);
    oneMore(3);
    a.say(new LineEvent.Closed("gone"));
    b.say(new LineEvent.Closed("gone"));

    assertThat(missedTimes).isNotEmpty();
  }

  @Test
  @DisplayName("report nothing where one of them has the market")
  void theOtherHas() {
    both();
    oneMore(2);
    a.say(BUSY);
    oneMore(3);
    oneMore(4);
    a.say(new LineEvent.Closed("gone"));

    assertThat(missedTimes).isEmpty();
  }

  private void oneMore(long id) {
    time.advance(Duration.ofSeconds(1));
    trade(a, id);
    trade(b, id);
  }

  /** Every connection of either is refused as soon as it is made. */
  private void refusedFor(Duration duration, LineEvent refusal) {
    long end = clock.nanos() + duration.toNanos();
    int connections = 0;
    while (clock.nanos() < end) {
      time.advance(Duration.ofMillis(50));
      int now = a.connections().size() + b.connections().size();
      if (now > connections) {
        asked.add(clock.nanos());
        connections = now;
      }
      for (FakeLine line : List.of(a, b)) {
        line.say(refusal);
      }
    }
  }

  private Duration longestPause() {
    long longest = 0;
    for (int i = 1; i < asked.size(); i++) {
      longest = Math.max(longest, asked.get(i) - asked.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }
}
