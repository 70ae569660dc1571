/**
 * Candles: the trades of a bucket of time. Values only. Start reading at {@link
 * btcfeed.domain.candle.Candle}.
 */
package btcfeed.domain.candle;
