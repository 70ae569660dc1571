/**
 * The web server: limits on what clients send and how long they take, the header fields of every
 * response, allowed origins and host names, and counters of responses.
 *
 * <p>It serves routes without knowing their meaning. Start reading at {@link
 * btcfeed.http.server.Server}; the limits are in {@link btcfeed.http.server.HttpOptions}.
 */
package btcfeed.http.server;
