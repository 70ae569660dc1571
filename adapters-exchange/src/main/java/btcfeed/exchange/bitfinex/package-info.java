/**
 * Bitfinex's language: events are JSON objects, trades are arrays in numbered channels. Start at
 * {@link btcfeed.exchange.bitfinex.BitfinexCodec}.
 */
package btcfeed.exchange.bitfinex;
