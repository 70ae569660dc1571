/**
 * Kraken, WebSocket version 2, channel {@code trade}. Start reading at {@link
 * btcfeed.exchange.kraken.KrakenCodec}.
 */
package btcfeed.exchange.kraken;
