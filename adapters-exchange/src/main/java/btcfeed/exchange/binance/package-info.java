/**
 * Binance spot: {@code @trade} streams, raw and combined.
 *
 * <p>A model for other venues: the address ({@link btcfeed.exchange.binance.BinanceEndpoint}), the
 * symbols' spelling ({@link btcfeed.exchange.binance.BinanceSymbols}), the frames ({@link
 * btcfeed.exchange.binance.BinanceDecoder}), and {@link btcfeed.exchange.binance.BinanceCodec},
 * which ties them together. Start reading there.
 */
package btcfeed.exchange.binance;
