package btcfeed.application.connect;

import btcfeed.application.operate.ReconnectVenue;
import java.util.List;

/** Asks the keepers of a venue's lines for fresh connections. Any thread. */
public final class Reconnects implements ReconnectVenue {
  private final List<ConnectionManager> keepers;

  /** Those of one venue in the order in which they are to be replaced. */
  public Reconnects(List<ConnectionManager> keepers) {
    this.keepers = List.copyOf(keepers);
  }

  @Override
  public List<Begun> reconnect(String venue) {
    return keepers.stream()
        .filter(keeper -> keeper.id().venue().name().equals(venue))
        .map(keeper -> new Begun(keeper.id(), keeper.renew()))
        .toList();
  }
}
