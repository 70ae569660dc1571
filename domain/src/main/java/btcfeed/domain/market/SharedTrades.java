package btcfeed.domain.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which configured venues publish the same trades under the same ids, as two interfaces of one
 * exchange do. They have one vote in a price, and only the trades of their leader count in a
 * volume: the venue that is configured first. Immutable.
 */
public final class SharedTrades {
  public static final SharedTrades NONE = new SharedTrades(Map.of());

  private final Map<Venue, Venue> leaders;

  private SharedTrades(Map<Venue, Venue> leaders) {
    this.leaders = Map.copyOf(leaders);
  }

  /**
   * The configured venues, in their order.
   *
   * @param exchange whose trades a venue publishes; equal for venues with the same trades
   */
  public static SharedTrades of(List<Venue> venues, UnaryOperator<Venue> exchange) {
    Map<Venue, Venue> first = new HashMap<>();
    Map<Venue, Venue> leaders = new HashMap<>();
    for (Venue venue : venues) {
      Venue leader = first.computeIfAbsent(exchange.apply(venue), _ -> venue);
      if (!leader.equals(venue)) {
        leaders.put(venue, leader);
        leaders.put(leader, leader);
      }
    }
    return new SharedTrades(leaders);
  }

  /** The venue that stands for all with the same trades, usually the venue itself. */
  public Venue leader(Venue venue) {
    return leaders.getOrDefault(venue, venue);
  }

  /** True unless the trades of another venue count instead. */
  public boolean counts(Venue venue) {
    return leader(venue).equals(venue);
  }

  /** True if another configured venue publishes the same trades. */
  public boolean shares(Venue venue) {
    return leaders.containsKey(venue);
  }
}
