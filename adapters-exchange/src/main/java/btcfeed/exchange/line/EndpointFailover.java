package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A line to a venue with several addresses. It keeps an address as long as that one accepts
 * connections.
 *
 * <p>After status 403 or 451 (the venue does not serve this country) it tries the next address at
 * once. After other failures it changes the address after {@link #MAX_FAILURES} attempts. After 418
 * or 429 (too many requests) it keeps the address, because a venue counts the requests to all of
 * its addresses together.
 */
public final class EndpointFailover implements LinePort {
  /** Failed attempts in a row before the address changes. */
  static final int MAX_FAILURES = 3;

  private final List<LinePort> endpoints;
  private int current;
  private int failures;

  /** A line over these lines, in order of preference; all have the same id. */
  public EndpointFailover(List<LinePort> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  public LineId id() {
    return endpoints.getFirst().id();
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    Opened first = endpoints.get(current).open(events, timeout);
    Opened opened = first;
    for (int tried = 1; tried < endpoints.size() && hasStatus(opened, 403, 451); tried++) {
      next();
      opened = endpoints.get(current).open(events, timeout);
    }
    if (opened instanceof Opened.Connected) {
      failures = 0;
      return opened;
    }
    if (!hasStatus(opened, 403, 451)
        && !hasStatus(opened, 418, 429)
        && ++failures >= MAX_FAILURES) {
      next();
    }
    return first;
  }

  private void next() {
    current = (current + 1) % endpoints.size();
    failures = 0;
  }

  private static boolean hasStatus(Opened opened, int one, int other) {
    return opened instanceof Opened.Failed(Optional<Integer> status, _, _)
        && status.filter(code -> code == one || code == other).isPresent();
  }
}
