/**
 * Every outbound connection to a venue: name lookup, address attempts, proxy, trusted authorities,
 * and short HTTP exchanges.
 *
 * <p>Lines, connect tokens and histories all connect through one {@link
 * btcfeed.exchange.net.OutboundConnector}. So the settings of the host (several addresses for a
 * name, a proxy, a company's own certificate authority) apply to all of them.
 *
 * <p>This package contains no venue and no WebSocket. Start reading at {@link
 * btcfeed.exchange.net.OutboundConnector}.
 */
package btcfeed.exchange.net;
