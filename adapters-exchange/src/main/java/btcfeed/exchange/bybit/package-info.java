/** Bybit. */
package btcfeed.exchange.bybit;
