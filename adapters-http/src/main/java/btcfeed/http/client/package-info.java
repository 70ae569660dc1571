/** The other end of the HTTP side: what a running service says of itself, read by a program. */
package btcfeed.http.client;
