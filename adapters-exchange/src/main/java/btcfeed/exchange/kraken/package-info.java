/**
 * Kraken, WebSocket v2: {@code trade}. Start reading at {@link
 * btcfeed.exchange.kraken.KrakenCodec}.
 */
package btcfeed.exchange.kraken;
