package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A line to a venue that can be reached at several addresses. It stays with one as long as that one
 * lets it in.
 *
 * <p>Where a door says that we are not served from here, the next one is tried at once. One that
 * cannot be reached, or fails in another way, is left after {@link #PATIENCE} attempts. One that
 * says we are too many is not left: a venue counts us at all its doors together.
 */
public final class EndpointFailover implements LinePort {
  /** Failed attempts in a row before another door is tried. */
  static final int PATIENCE = 3;

  private final List<LinePort> doors;
  private int at;
  private int failures;

  /** Tries them in this order; all have the same id. */
  public EndpointFailover(List<LinePort> doors) {
    this.doors = List.copyOf(doors);
  }

  @Override
  public LineId id() {
    return doors.getFirst().id();
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    Opened first = doors.get(at).open(events, timeout);
    Opened opened = first;
    for (int tried = 1; tried < doors.size() && notServedHere(opened); tried++) {
      next();
      opened = doors.get(at).open(events, timeout);
    }
    return switch (opened) {
      case Opened.Connected connected -> {
        failures = 0;
        yield connected;
      }
      case Opened.Failed failed -> {
        if (!notServedHere(failed) && !tooMany(failed.httpStatus()) && ++failures >= PATIENCE) {
          next();
        }
        yield first;
      }
    };
  }

  private void next() {
    at = (at + 1) % doors.size();
    failures = 0;
  }

  private static boolean notServedHere(Opened opened) {
    return switch (opened) {
      case Opened.Connected _ -> false;
      case Opened.Failed(Optional<Integer> status, _, _) ->
          status.filter(code -> code == 451 || code == 403).isPresent();
    };
  }

  private static boolean tooMany(Optional<Integer> status) {
    return status.filter(code -> code == 429 || code == 418).isPresent();
  }
}
