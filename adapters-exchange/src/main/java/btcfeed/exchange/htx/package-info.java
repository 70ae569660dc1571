/** HTX, which was Huobi. */
package btcfeed.exchange.htx;
