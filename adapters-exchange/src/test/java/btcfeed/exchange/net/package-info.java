/** Promises of the outbound connections, over real sockets on loopback. */
package btcfeed.exchange.net;
