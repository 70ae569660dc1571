package btcfeed.application.connect;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An unforeseen error of a line")
class GuardedLineTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  private boolean opens;
  private final LinePort line =
      new GuardedLine(
          new LinePort() {
            @Override
            public LineId id() {
              return new LineId(new Venue("binance"), "a");
            }

            @Override
            public Opened open(Consumer<LineEvent> events, Duration timeout) {
              if (!opens) {
                throw new NoClassDefFoundError("gone");
              }
              return new Opened.Connected(new Broken());
            }
          });

  private static final class Broken implements LinePort.Connection {
    @Override
    public void ping() {
      throw new IllegalStateException("ping");
    }

    @Override
    public void gather(Duration most) {
      throw new IllegalStateException("gather");
    }

    @Override
    public void close(String why) {
      throw new IllegalStateException("close");
    }
  }

  @Test
  @DisplayName("while it connects is a failed attempt, with the error as its reason")
  void connecting() {
    assertThat(line.open(_ -> {}, SOON))
        .isInstanceOfSatisfying(
            LinePort.Opened.Failed.class,
            failed -> assertThat(failed.detail()).contains("NoClassDefFoundError", "gone"));
  }

  @Test
  @DisplayName("on an open connection does not reach its connection manager")
  void open() {
    opens = true;
    LinePort.Connection connection =
        ((LinePort.Opened.Connected) line.open(_ -> {}, SOON)).connection();

    connection.ping();
    connection.gather(SOON);
    connection.close("test");
    assertThat(line.id().toString()).contains("binance");
  }
}
