/**
 * MEXC's language: answers are JSON objects, trades are Protocol Buffers. Start at {@link
 * btcfeed.exchange.mexc.MexcCodec}.
 */
package btcfeed.exchange.mexc;
