/**
 * Coinbase Advanced Trade: {@code market_trades} and {@code heartbeats}. Start reading at {@link
 * btcfeed.exchange.coinbaseadvanced.CoinbaseAdvancedCodec}.
 */
package btcfeed.exchange.coinbaseadvanced;
