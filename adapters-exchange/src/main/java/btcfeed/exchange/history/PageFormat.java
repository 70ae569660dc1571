package btcfeed.exchange.history;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a venue writes a history page and a refusal. A {@link PageReader} reads both.
 *
 * @param head members of the body: a status at {@link FieldRole#SUCCESS}, reasons at {@link
 *     FieldRole#DETAIL}, the trades at {@link FieldRole#ROWS}
 * @param inner members of a {@link FieldRole#INNER} object
 * @param success the status of a page; empty if pages have no status
 * @param row members of a trade that is an object
 * @param columns elements of a trade that is an array, in order
 * @param sides the aggressor's side by the venue's word
 * @param time the unit of the trade's time
 * @param sameIdAsLive true for an id that the live feed gives to the same trade
 * @param noSuchMarket the refusals that say that the venue does not know the market: codes or parts
 *     of the reason, in small letters
 */
record PageFormat(
    ByteDictionary<FieldRole> head,
    ByteDictionary<FieldRole> inner,
    String success,
    ByteDictionary<FieldRole> row,
    List<FieldRole> columns,
    ByteDictionary<Optional<Side>> sides,
    TimeFormat time,
    Predicate<TradeId> sameIdAsLive,
    List<String> noSuchMarket) {}
