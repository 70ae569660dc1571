/**
 * The language of HTX, which was Huobi: JSON objects, every frame packed with gzip. Start at {@link
 * btcfeed.exchange.htx.HtxCodec}.
 */
package btcfeed.exchange.htx;
