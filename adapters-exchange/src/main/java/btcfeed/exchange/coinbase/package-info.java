/**
 * Coinbase Exchange, channel {@code matches}: single trades, ids count up by one per market. Start
 * reading at {@link btcfeed.exchange.coinbase.CoinbaseCodec}.
 */
package btcfeed.exchange.coinbase;
