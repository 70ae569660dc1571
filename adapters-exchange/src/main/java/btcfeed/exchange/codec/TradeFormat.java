package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.util.Optional;

/**
 * How a venue writes the values of a trade, in its live feed and in its history.
 *
 * @param markets the subscribed markets by the venue's spellings; empty where messages name none
 * @param ids a sequential id must be a number
 * @param sides the aggressor's side by the venue's word
 * @param time the unit of the trade's time
 * @param strict true if prices and quantities must be texts, ids and times whole JSON numbers, and
 *     sides JSON's own words
 */
public record TradeFormat(
    ByteDictionary<Optional<Market>> markets,
    Continuity ids,
    ByteDictionary<Optional<Side>> sides,
    TimeFormat time,
    boolean strict) {}
