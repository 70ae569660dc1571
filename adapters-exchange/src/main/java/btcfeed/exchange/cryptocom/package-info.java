/** Crypto.com. */
package btcfeed.exchange.cryptocom;
