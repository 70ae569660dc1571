package btcfeed.exchange.line;

import static btcfeed.exchange.line.ConnectionState.CLOSING;
import static btcfeed.exchange.line.ConnectionState.CONNECTING;
import static btcfeed.exchange.line.ConnectionState.ENDED;
import static btcfeed.exchange.line.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.line.ConnectionState.Effect;
import btcfeed.exchange.line.ConnectionState.Event;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The state of a connection")
class ConnectionStateTest {
  private static final Opened.Failed RESET = ConnectionState.failed("reset");
  private static final Opened.Failed LATE = ConnectionState.failed("late");
  private static final Event DONE = new Event.HandshakeDone();
  private static final Event TIMED_OUT = new Event.TimedOut("late");
  private static final Event CLOSE = new Event.CloseRequested();
  private static final Event END = new Event.Ended(RESET);

  @ParameterizedTest(name = "{0} on {1} becomes {2} and does {3}")
  @DisplayName("changes as its diagram shows, with the effects of each transition")
  @MethodSource("transitions")
  void transition(
      ConnectionState before, Event event, ConnectionState after, List<Effect> effects) {
    assertThat(before.on(event)).isEqualTo(new ConnectionState.Step(after, effects));
  }

  static Stream<Arguments> transitions() {
    return Stream.of(
        row(CONNECTING, DONE, OPEN, new Effect.ReportConnected()),
        row(CONNECTING, TIMED_OUT, ENDED, new Effect.ReportFailed(LATE), new Effect.Abort()),
        row(CONNECTING, CLOSE, CONNECTING),
        row(CONNECTING, END, ENDED, new Effect.ReportFailed(RESET)),
        row(OPEN, DONE, OPEN),
        row(OPEN, TIMED_OUT, OPEN),
        row(OPEN, CLOSE, CLOSING, new Effect.SendClose()),
        row(OPEN, END, ENDED, new Effect.EmitClosed("reset")),
        row(CLOSING, DONE, CLOSING),
        row(CLOSING, TIMED_OUT, CLOSING),
        row(CLOSING, CLOSE, CLOSING),
        row(CLOSING, END, ENDED),
        row(ENDED, DONE, ENDED),
        row(ENDED, TIMED_OUT, ENDED),
        row(ENDED, CLOSE, ENDED),
        row(ENDED, END, ENDED));
  }

  private static Arguments row(
      ConnectionState before, Event event, ConnectionState after, Effect... effects) {
    return Arguments.of(before, event, after, List.of(effects));
  }
}
