/**
 * Coinbase Exchange: {@code matches} and {@code heartbeat}. Start reading at {@link
 * btcfeed.exchange.coinbase.CoinbaseCodec}.
 */
package btcfeed.exchange.coinbase;
