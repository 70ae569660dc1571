/**
 * Clients of the HTTP side: one that asks at a steady pace, many that follow the stream, and a
 * server that does nothing but answer, to be asked for comparison.
 */
package btcfeed.benchmarks.http;
