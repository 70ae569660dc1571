package btcfeed.exchange.line;

import btcfeed.domain.line.LineId;
import btcfeed.domain.time.Clock;
import java.util.Optional;

/**
 * What a {@link FrameTap} gets to hear of one connection: its beginning, its messages, its end,
 * each of the two once, whichever threads a client uses for them.
 */
final class ConnectionTap {
  private final FrameTap tap;
  private final LineId line;
  private final Clock clock;
  private Optional<FrameTap.Tapped> tapped = Optional.empty();
  private boolean over;

  ConnectionTap(FrameTap tap, LineId line, Clock clock) {
    this.tap = tap;
    this.line = line;
    this.clock = clock;
  }

  /** The handshake is done. */
  synchronized void opened() {
    if (tapped.isEmpty() && !over) {
      tapped = Optional.of(tap.opened(line, clock.wallUs()));
    }
  }

  synchronized void message(byte[] bytes, boolean binary, long timeUs) {
    if (!over && tapped.isPresent()) {
      tapped.get().message(bytes, binary, timeUs);
    }
  }

  synchronized void cut(byte[] beginning, boolean binary, long timeUs) {
    if (!over && tapped.isPresent()) {
      tapped.get().cut(beginning, binary, timeUs);
    }
  }

  /** The connection is over, if it ever began. Idempotent. */
  synchronized void closed() {
    if (!over) {
      over = true;
      tapped.ifPresent(open -> open.closed(clock.wallUs()));
    }
  }
}
