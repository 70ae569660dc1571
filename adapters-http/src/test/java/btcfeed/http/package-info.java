/** The promises of the HTTP server, checked over real sockets with constructed snapshots. */
package btcfeed.http;
