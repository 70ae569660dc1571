package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gate between a line and its listener")
class EventGateTest {
  // A gate that can open again does so in one of five rounds on two cores.
  private static final int ROUNDS = 1_000;

  private volatile EventGate current = new EventGate(_ -> {});
  private volatile boolean done;

  @Test
  @DisplayName("stays shut, whatever is said at the moment it is shut")
  void staysShut() throws InterruptedException {
    Thread speaker =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done) {
                    current.say(new LineEvent.Heartbeat());
                  }
                });
    int openAgain = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger heard = new AtomicInteger();
      EventGate gate = new EventGate(_ -> heard.incrementAndGet());
      current = gate;
      while (heard.get() == 0) {
        Thread.onSpinWait();
      }
      // Waits for the event that is being said, so what that one did to the gate is visible.
      gate.shut(60_000);
      openAgain += gate.over() ? 0 : 1;
    }
    done = true;
    speaker.join();

    assertThat(openAgain).isZero();
  }

  @Test
  @DisplayName("lets nothing through after the end was said")
  void nothingAfterTheEnd() {
    List<LineEvent> heard = new ArrayList<>();
    EventGate gate = new EventGate(heard::add);
    gate.say(new LineEvent.Heartbeat());
    gate.say(new LineEvent.Closed("over"));
    gate.say(new LineEvent.Heartbeat());

    assertThat(heard).containsExactly(new LineEvent.Heartbeat(), new LineEvent.Closed("over"));
    assertThat(gate.over()).isTrue();
  }
}
