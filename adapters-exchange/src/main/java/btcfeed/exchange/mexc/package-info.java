/** MEXC: answers are JSON, trades are Protocol Buffers. */
package btcfeed.exchange.mexc;
