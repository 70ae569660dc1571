package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.util.Map;
import java.util.Optional;

/**
 * How a venue says what nearly all of them say: JSON objects, each of one kind, with trades in them
 * or around them. A {@link JsonVenueDecoder} understands it.
 *
 * @param head members of a message; of a trade too where the message is one
 * @param inner members of a {@link FieldRole#INNER} object
 * @param row members of a trade in {@link FieldRole#ROWS}
 * @param kinds what the words at {@link FieldRole#KIND} mean
 * @param markets the venue's spellings of the markets asked for
 * @param ids what the trade ids tell
 * @param sides the aggressor's side by the venue's word for it
 * @param time how the time of a trade is written
 * @param answers how many answers without a market confirm everything
 * @param pong what a ping wants to hear, {@code ?} in the place of its number
 */
public record JsonVenue(
    ByteDictionary<FieldRole> head,
    ByteDictionary<FieldRole> inner,
    ByteDictionary<FieldRole> row,
    ByteDictionary<MessageType> kinds,
    ByteDictionary<Optional<Market>> markets,
    Continuity ids,
    ByteDictionary<Optional<Side>> sides,
    TimeFormat time,
    int answers,
    String pong) {

  /** Of a venue that sends no pings but those of the protocol. */
  public JsonVenue(
      ByteDictionary<FieldRole> head,
      ByteDictionary<FieldRole> inner,
      ByteDictionary<FieldRole> row,
      ByteDictionary<MessageType> kinds,
      ByteDictionary<Optional<Market>> markets,
      Continuity ids,
      ByteDictionary<Optional<Side>> sides,
      TimeFormat time,
      int answers) {
    this(head, inner, row, kinds, markets, ids, sides, time, answers, "");
  }

  /** Sides where the venue names the aggressor's. */
  public static ByteDictionary<Optional<Side>> aggressor(String buy, String sell) {
    return new ByteDictionary<>(
        Map.of(buy, Optional.of(Side.BUY), sell, Optional.of(Side.SELL)), Optional.empty());
  }

  /** Sides where the venue names the maker's: the aggressor's is the other. */
  public static ByteDictionary<Optional<Side>> maker(String buy, String sell) {
    return aggressor(/* buy= */ sell, /* sell= */ buy);
  }

  /** A dictionary of kinds. */
  public static ByteDictionary<MessageType> kinds(Map<String, MessageType> kinds) {
    return new ByteDictionary<>(kinds, MessageType.UNKNOWN);
  }
}
