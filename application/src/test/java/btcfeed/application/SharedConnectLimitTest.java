package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort.Opened;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two lines to a venue that allows 13 connections a minute")
class SharedConnectLimitTest extends TwoLinesFixture {
  SharedConnectLimitTest() {
    super(13, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)));
  }

  @Test
  @DisplayName("have one of them back within seconds, although the other can never connect")
  void theGoodOneReturns() {
    b.refuse(Collections.nCopies(1000, REFUSED).toArray(new Opened.Failed[0]));
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    for (int second = 0; second < 300; second++) {
      time.advance(Duration.ofSeconds(1));
      trade(a, second);
      if (second % 45 == 44) {
        a.say(new LineEvent.Closed("reset"));
        time.advance(Duration.ofSeconds(2));
        assertThat(a.openConnections()).as("after second %d", second).hasSize(1);
        a.say(new LineEvent.Confirmed());
      }
    }

    assertThat(failures).isLessThan(40);
  }

  @Test
  @DisplayName("hurry again with the one that waits long, once the other has no connection either")
  void theOtherHurries() {
    b.refuse(Collections.nCopies(10, REFUSED).toArray(new Opened.Failed[0]));
    time.advance(Duration.ofSeconds(1));
    a.say(new LineEvent.Confirmed());
    for (int second = 0; second < 300; second++) {
      time.advance(Duration.ofSeconds(1));
      trade(a, second);
    }
    int before = b.connections().size();
    a.refuse(Collections.nCopies(100, REFUSED).toArray(new Opened.Failed[0]));
    a.say(new LineEvent.Closed("reset"));
    time.advance(Duration.ofSeconds(10));

    assertThat(b.connections().size()).isGreaterThanOrEqualTo(Math.max(1, before));
    assertThat(b.openConnections()).hasSize(1);
  }
}
