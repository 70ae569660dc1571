/**
 * A client of the HTTP API: reads health, stores, metrics and prices of a running service into one
 * {@link btcfeed.monitor.client.Overview}.
 */
package btcfeed.monitor.client;
