/** Decoding of Binance's messages. Start at {@link btcfeed.exchange.binance.BinanceDecoder}. */
package btcfeed.exchange.binance;
