/** Reads ticks, gaps and candles, a page at a time. */
package btcfeed.application.read;
