package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort.Opened;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of two lines, the one that is lost")
class LineLossTest extends TwoLinesFixture {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  LineLossTest() {
    super(60, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)));
  }

  @Test
  @DisplayName("because it can never connect is reported with its age and cause")
  void neverConnects() {
    b.refuse(Collections.nCopies(1000, REFUSED).toArray(new Opened.Failed[0]));
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    tradeFor(90);

    assertThat(second.report().lostFor()).hasValueSatisfying(age -> isOverAMinute(age));
    assertThat(second.report().cause()).isEqualTo("no");
    assertThat(first.report().lostFor()).isEmpty();
    assertThat(first.report().cause()).isEmpty();
  }

  @Test
  @DisplayName("because it is cut soon after each connection is reported with its age and cause")
  void flaps() {
    both();
    for (int second = 0; second < 120; second++) {
      tradeFor(1);
      if (!b.openConnections().isEmpty()) {
        b.say(new LineEvent.Confirmed());
        tradeFor(1);
        b.say(new LineEvent.Closed("reset"));
      }
    }

    assertThat(second.report().lostFor()).hasValueSatisfying(age -> isOverAMinute(age));
    assertThat(second.report().cause()).isEqualTo("reset");
  }

  @Test
  @DisplayName("because it streams and brings no trade is reported, however often it is replaced")
  void stalls() {
    both();
    for (int second = 0; second < 120; second++) {
      tradeFor(1);
      if (!b.openConnections().isEmpty()) {
        b.say(new LineEvent.Confirmed());
        b.say(new LineEvent.Heartbeat());
      }
    }

    assertThat(second.report().stalledFor()).hasValueSatisfying(age -> isOverAMinute(age));
    assertThat(first.report().stalledFor()).isEmpty();
  }

  @Test
  @DisplayName("is neither of them in a market where nothing is traded for ten minutes")
  void quiet() {
    both();
    for (int second = 0; second < 600; second++) {
      time.advance(Duration.ofSeconds(1));
      for (var line : List.of(a, b)) {
        if (!line.openConnections().isEmpty()) {
          line.say(new LineEvent.Confirmed());
          line.say(new LineEvent.Heartbeat());
        }
      }
    }

    assertThat(first.report().stalledFor()).isEmpty();
    assertThat(second.report().stalledFor()).isEmpty();
    assertThat(first.report().lostFor()).isEmpty();
    assertThat(second.report().lostFor()).isEmpty();
  }

  private int trades = 10;

  private void tradeFor(int seconds) {
    for (int second = 0; second < seconds; second++) {
      time.advance(Duration.ofSeconds(1));
      trade(a, trades++);
    }
  }

  private static void isOverAMinute(Duration age) {
    assertThat(age).isGreaterThan(MINUTE);
  }
}
