/** Decoding of Bitfinex' arrays. Start at {@link btcfeed.exchange.bitfinex.BitfinexDecoder}. */
package btcfeed.exchange.bitfinex;
