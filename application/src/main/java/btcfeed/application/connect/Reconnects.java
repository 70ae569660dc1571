package btcfeed.application.connect;

import btcfeed.application.operate.ReconnectVenue;
import java.util.List;

/** Asks a venue's connection managers for new connections. Any thread. */
public final class Reconnects implements ReconnectVenue {
  private final List<ConnectionManager> lines;

  /** Lines of one venue are replaced in the order of this list. */
  public Reconnects(List<ConnectionManager> lines) {
    this.lines = List.copyOf(lines);
  }

  @Override
  public List<LineReconnect> reconnect(String venue) {
    return lines.stream()
        .filter(line -> line.id().venue().name().equals(venue))
        .map(line -> new LineReconnect(line.id(), line.renew()))
        .toList();
  }
}
