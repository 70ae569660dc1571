/**
 * Lines to the venues.
 *
 * <p>{@link btcfeed.exchange.Venues} lists the venues and opens lines to them; start reading there.
 * {@code venue} describes each venue. {@code line} connects over a WebSocket, {@code codec} decodes
 * messages, {@code json} reads bytes, and {@code history} fetches past trades.
 */
package btcfeed.exchange;
