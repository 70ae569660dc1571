package btcfeed.exchange;

import btcfeed.domain.market.Symbol;
import java.util.List;

/**
 * Messages of one venue. The fields are parts of {@code trade}, and stand in it once.
 *
 * @param expected what {@code trade} must become, in {@link TradeLines} form
 * @param several messages with several trades
 * @param ids of {@code several}, in the order of publication
 * @param side empty if a quantity below zero means that the aggressor sold
 * @param heartbeat empty if the venue sends none
 * @param other messages without effect: snapshots, other channels
 */
public record VenueSamples(
    String venue,
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
