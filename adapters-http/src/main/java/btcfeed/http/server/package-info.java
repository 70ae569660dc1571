/**
 * The web server as strangers meet it: limits on all they send and on how long they take, the
 * headers of every answer, whose pages are let in, and how much was answered.
 *
 * <p>Knows routes and answers, and not what they are about. Start reading at {@link
 * btcfeed.http.server.Server}; the limits are {@link btcfeed.http.server.HttpOptions}.
 */
package btcfeed.http.server;
