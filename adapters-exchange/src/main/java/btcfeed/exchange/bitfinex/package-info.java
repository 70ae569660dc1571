/**
 * Bitfinex. It speaks arrays; {@link btcfeed.exchange.bitfinex.BitfinexDecoder} is where to start.
 */
package btcfeed.exchange.bitfinex;
