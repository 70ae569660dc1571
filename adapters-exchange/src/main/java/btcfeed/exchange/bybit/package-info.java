/**
 * Bybit's language: JSON objects, the market in the name of the topic. Start at {@link
 * btcfeed.exchange.bybit.BybitCodec}.
 */
package btcfeed.exchange.bybit;
