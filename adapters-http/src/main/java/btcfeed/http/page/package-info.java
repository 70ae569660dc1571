/**
 * Serves the dashboard's files and the OpenAPI description from the jar. The page calls the API
 * like any other client.
 */
package btcfeed.http.page;
