/**
 * Bitget's language: JSON objects, recent trades as a snapshot, newest first. Start at {@link
 * btcfeed.exchange.bitget.BitgetCodec}.
 */
package btcfeed.exchange.bitget;
