/** KuCoin. */
package btcfeed.exchange.kucoin;
