/**
 * Candles: what a bucket of time says about the trades in it. Values only; start reading at {@link
 * btcfeed.domain.candle.Candle}.
 */
package btcfeed.domain.candle;
