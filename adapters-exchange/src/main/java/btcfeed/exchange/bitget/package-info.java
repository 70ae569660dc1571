/** Bitget. */
package btcfeed.exchange.bitget;
