package btcfeed.exchange.venue;

import btcfeed.api.FeedPlugin;
import java.util.List;

/**
 * Offers venues to the service. A jar names its class in {@code
 * META-INF/services/btcfeed.exchange.venue.VenuePlugin}.
 */
public interface VenuePlugin extends FeedPlugin {
  /** The venues, each with another name. It does no I/O. */
  List<VenueDescription> venues();
}
