/** Gemini. */
package btcfeed.exchange.gemini;
