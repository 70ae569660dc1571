/**
 * The event stream, as server-sent events and WebSockets.
 *
 * <p>{@link btcfeed.http.stream.StreamBroadcaster} reads the journal and encodes events once for
 * all readers. Each {@link btcfeed.http.stream.StreamReader} writes to its own client and has no
 * queue, only a position in the journal.
 */
package btcfeed.http.stream;
