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

  private volatile EventGate current = new EventGate(_ -> {}, () -> {});
  private volatile boolean done;

  @Test
  @DisplayName("stays closed, whatever is emitted at the moment it closes")
  void staysClosed() throws InterruptedException {
    Thread emitter =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done) {
                    current.emit(new LineEvent.Heartbeat());
                  }
                });
    int openAgain = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger received = new AtomicInteger();
      EventGate gate = new EventGate(_ -> received.incrementAndGet(), () -> {});
      current = gate;
      while (received.get() == 0) {
        Thread.onSpinWait();
      }
      // Waits for the event that is being handled, so its effect on the gate is visible.
      gate.close(60_000);
      openAgain += gate.closed() ? 0 : 1;
    }
    done = true;
    emitter.join();

    assertThat(openAgain).isZero();
  }

  @Test
  @DisplayName("passes nothing after Closed")
  void nothingAfterClosed() {
    List<LineEvent> received = new ArrayList<>();
    EventGate gate = new EventGate(received::add, () -> {});
    gate.emit(new LineEvent.Heartbeat());
    gate.emit(new LineEvent.Closed("over"));
    gate.emit(new LineEvent.Heartbeat());

    assertThat(received).containsExactly(new LineEvent.Heartbeat(), new LineEvent.Closed("over"));
    assertThat(gate.closed()).isTrue();
  }

  @Test
  @DisplayName(
      "aborts the connection of a listener that throws, and passes Closed as the last event")
  void failingListener() {
    List<LineEvent> received = new ArrayList<>();
    AtomicInteger aborted = new AtomicInteger();
    EventGate gate =
        new EventGate(
            event -> {
              received.add(event);
              throw new IllegalStateException("a bug");
            },
            aborted::incrementAndGet);
    gate.emit(new LineEvent.Heartbeat());
    gate.emit(new LineEvent.Heartbeat());

    assertThat(received)
        .containsExactly(
            new LineEvent.Heartbeat(),
            new LineEvent.Closed("the listener failed: java.lang.IllegalStateException: a bug"));
    assertThat(aborted.get()).isPositive();
  }
}
