/** What the HTTP server promises, checked over real sockets against made-up situations. */
package btcfeed.http;
