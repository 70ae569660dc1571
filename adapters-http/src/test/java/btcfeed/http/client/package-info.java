/** Tests of the client that reads a service's answers. */
package btcfeed.http.client;
