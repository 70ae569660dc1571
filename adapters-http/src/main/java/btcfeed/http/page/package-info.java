/**
 * The dashboard's files and the description of the API, out of the jar. What they do is in them:
 * the page asks this server's own API like any other client.
 */
package btcfeed.http.page;
