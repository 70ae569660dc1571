/**
 * Lines to the venues.
 *
 * <p>{@link btcfeed.exchange.Venues} lists the venues there are and opens lines to them. Below it:
 * {@code codec} says what a venue's language is, {@code binance} and its like speak one each,
 * {@code json} reads bytes for them, {@code line} carries it all over a WebSocket. Start reading at
 * {@link btcfeed.exchange.Venues}.
 */
package btcfeed.exchange;
