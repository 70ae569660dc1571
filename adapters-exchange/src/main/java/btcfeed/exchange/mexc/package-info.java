/** Decoding of MEXC's Protocol Buffers. Start at {@link btcfeed.exchange.mexc.MexcDecoder}. */
package btcfeed.exchange.mexc;
