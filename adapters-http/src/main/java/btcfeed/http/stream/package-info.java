/**
 * What is told as it comes: server-sent events and WebSockets, from one reading of the journal for
 * all who follow.
 *
 * <p>{@link btcfeed.http.stream.StreamBroadcaster} reads and encodes once, each {@link
 * btcfeed.http.stream.StreamReader} writes to its own client. Nothing is kept for a reader but its
 * place. Start reading at {@link btcfeed.http.stream.Streams}.
 */
package btcfeed.http.stream;
