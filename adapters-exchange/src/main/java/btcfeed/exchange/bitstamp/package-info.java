/**
 * Bitstamp's language: JSON objects, one channel a market, a notice before it closes. Start at
 * {@link btcfeed.exchange.bitstamp.BitstampCodec}.
 */
package btcfeed.exchange.bitstamp;
