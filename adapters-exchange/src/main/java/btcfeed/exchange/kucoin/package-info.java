/**
 * KuCoin's language: JSON objects, and the token without which it lets nobody in. Start at {@link
 * btcfeed.exchange.kucoin.KucoinCodec}.
 */
package btcfeed.exchange.kucoin;
