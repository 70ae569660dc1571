/**
 * What venues can be asked for of their past, over HTTP, to fill gaps.
 *
 * <p>Whoever adds a venue that keeps a history implements {@link
 * btcfeed.exchange.history.HistoryCodec}; {@link btcfeed.exchange.history.HttpHistory} carries it.
 */
package btcfeed.exchange.history;
