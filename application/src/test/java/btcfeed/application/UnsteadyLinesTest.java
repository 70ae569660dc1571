package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.testsupport.FakeLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two lines to a venue that is not steady")
class UnsteadyLinesTest extends TwoLinesFixture {
  UnsteadyLinesTest() {
    super(60, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)));
  }

  @Test
  @DisplayName("dial ever more rarely where it confirms, brings a trade and closes, each time")
  void confirmsAndCloses() {
    for (int i = 0; i < 12 * 600; i++) {
      for (FakeLine line : List.of(a, b)) {
        if (!line.openConnections().isEmpty()) {
          line.say(new LineEvent.Confirmed());
          trade(line, i);
          line.say(new LineEvent.Closed("bye"));
        }
      }
      time.advance(Duration.ofMillis(50));
    }

    assertThat(a.connections()).hasSizeBetween(10, 20);
    assertThat(b.connections()).hasSizeBetween(10, 20);
  }

  @Test
  @DisplayName("take an error on a connection that flows for no answer to its subscription")
  void errorsWhileItFlows() {
    both();
    for (int i = 2; i < 300; i++) {
      trade(a, i);
      trade(b, i);
      time.advance(Duration.ofSeconds(1));
      if (i > 15) {
        a.say(new LineEvent.SubscriptionRefused("unknown op: ping", Refusal.PASSING));
      }
    }

    assertThat(a.connections()).hasSize(1);
    assertThat(missedTimes).isEmpty();
  }

  @Test
  @DisplayName("do not count a cut message without a whole trade as trading")
  void cutWithoutATrade() {
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    a.say(new LineEvent.Cut(List.of(), Optional.empty(), clock.wallUs(), clock.nanos()));

    assertThat(shared.stats().trades(clock.nanos())).isFalse();
  }
}
