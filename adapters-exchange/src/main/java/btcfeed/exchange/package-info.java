/**
 * Lines to the venues.
 *
 * <p>{@link btcfeed.exchange.Venues} lists the venues and opens lines to them. Start reading there.
 *
 * <p>The package {@code venue} describes each venue. {@code line} connects over a WebSocket, {@code
 * codec} decodes messages, and {@code history} fetches past trades.
 */
package btcfeed.exchange;
