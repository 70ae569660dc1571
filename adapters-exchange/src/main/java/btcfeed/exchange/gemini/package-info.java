/**
 * Gemini's language: JSON objects, trades beside the order book. Start at {@link
 * btcfeed.exchange.gemini.GeminiCodec}.
 */
package btcfeed.exchange.gemini;
