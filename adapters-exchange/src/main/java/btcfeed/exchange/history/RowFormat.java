package btcfeed.exchange.history;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.JsonVenue;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a venue writes one trade of a history page.
 *
 * @param names the members of a row that is an object
 * @param places the members of a row that is an array, in order
 * @param sides the aggressor's side by the venue's word for it
 * @param time how the time of a trade is written
 * @param sameAsLive whether an id is the one that the live feed gives to the same trade
 */
public record RowFormat(
    ByteDictionary<FieldRole> names,
    List<FieldRole> places,
    ByteDictionary<Optional<Side>> sides,
    TimeFormat time,
    Predicate<TradeId> sameAsLive) {
  private static final ByteDictionary<FieldRole> NO_NAMES = FieldRole.named(Map.of());
  private static final ByteDictionary<MessageType> NO_KINDS = JsonVenue.kinds(Map.of());
  private static final ByteDictionary<Optional<Market>> NO_MARKETS =
      new ByteDictionary<>(Map.of(), Optional.empty());

  /** Rows that are objects. */
  public static RowFormat object(
      Map<String, FieldRole> names, ByteDictionary<Optional<Side>> sides, TimeFormat time) {
    return new RowFormat(FieldRole.named(names), List.of(), sides, time, _ -> true);
  }

  /** Rows that are arrays. */
  public static RowFormat array(
      List<FieldRole> places, ByteDictionary<Optional<Side>> sides, TimeFormat time) {
    return new RowFormat(NO_NAMES, places, sides, time, _ -> true);
  }

  /** The same, of a venue whose history has ids that its live feed does not have. */
  public RowFormat onlyWhere(Predicate<TradeId> isLiveId) {
    return new RowFormat(names, places, sides, time, isLiveId);
  }

  /** Words for the aggressor's side, in small letters, in capitals, and with one capital. */
  public static ByteDictionary<Optional<Side>> aggressor(String buy, String sell) {
    Map<String, Optional<Side>> sides = new HashMap<>();
    put(sides, buy, Side.BUY);
    put(sides, sell, Side.SELL);
    return new ByteDictionary<>(sides, Optional.empty());
  }

  /** Words for the maker's side: the aggressor's is the other. */
  public static ByteDictionary<Optional<Side>> maker(String buy, String sell) {
    return aggressor(/* buy= */ sell, /* sell= */ buy);
  }

  private static void put(Map<String, Optional<Side>> sides, String word, Side side) {
    String small = word.toLowerCase(Locale.ROOT);
    sides.put(small, Optional.of(side));
    sides.put(small.toUpperCase(Locale.ROOT), Optional.of(side));
    sides.put(
        small.substring(0, 1).toUpperCase(Locale.ROOT) + small.substring(1), Optional.of(side));
  }

  /** The same in the terms of the live feed, whose code reads the rows. */
  JsonVenue dialect(Continuity ids) {
    return new JsonVenue(NO_NAMES, NO_NAMES, names, NO_KINDS, NO_MARKETS, ids, sides, time, 1);
  }
}
