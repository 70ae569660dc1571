/** Bitstamp. */
package btcfeed.exchange.bitstamp;
