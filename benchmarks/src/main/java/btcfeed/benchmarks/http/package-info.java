/**
 * HTTP clients: one that sends requests at a steady rate, and many that read the stream. Also a
 * server that only answers, for comparison.
 */
package btcfeed.benchmarks.http;
