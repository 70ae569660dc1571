package btcfeed.application.connect;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A line whose unforeseen errors count as failed attempts, so that its connection manager never
 * waits for a connection that does not exist. An error of an open connection is dropped: its
 * silence ends it.
 */
record GuardedLine(LinePort line) implements LinePort {
  @Override
  public LineId id() {
    return line.id();
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    try {
      return switch (line.open(events, timeout)) {
        case Opened.Connected(Connection connection) ->
            new Opened.Connected(new Guarded(connection));
        case Opened.Failed failed -> failed;
      };
    } catch (Throwable bug) {
      return new Opened.Failed(Optional.empty(), Optional.empty(), "an unforeseen error: " + bug);
    }
  }

  private record Guarded(Connection connection) implements Connection {
    @Override
    public void ping() {
      quietly(connection::ping);
    }

    @Override
    public void gather(Duration most) {
      quietly(() -> connection.gather(most));
    }

    @Override
    public void close(String why) {
      quietly(() -> connection.close(why));
    }

    private static void quietly(Runnable call) {
      try {
        call.run();
      } catch (Throwable _) {
        // See above.
      }
    }
  }
}
