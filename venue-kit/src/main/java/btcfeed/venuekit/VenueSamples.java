package btcfeed.venuekit;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.venue.VenueDescription;
import java.util.List;

/**
 * Messages of one venue, as the venue sends them. Price, quantity, id, time, side and market are
 * parts of {@code trade} as they stand in it, with their quotation marks, each only once.
 *
 * @param symbol the market of the messages
 * @param trade a message with one trade
 * @param expected what {@code trade} must become, in {@link TradeLines} form
 * @param several messages with several trades
 * @param ids of {@code several}, in the order of publication
 * @param acknowledgement the answer to the subscription
 * @param refusal the answer to a subscription that the venue refuses
 * @param side empty if a quantity below zero means that the aggressor sold
 * @param heartbeat empty if the venue sends none
 * @param other messages without effect: snapshots, other channels
 */
public record VenueSamples(
    VenueDescription venue,
    Symbol symbol,
    String trade,
    String expected,
    List<String> several,
    List<String> ids,
    String acknowledgement,
    String refusal,
    String heartbeat,
    List<String> other,
    String price,
    String quantity,
    String id,
    String time,
    String side,
    String market) {}
