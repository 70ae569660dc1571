/**
 * The part of the Redis protocol that the yardsticks need, without creating objects.
 *
 * <p>A client library would add its own cost to the measurement, so the pumps and the readers
 * implement RESP2 themselves. Start reading at {@link btcfeed.benchmarks.resp.RespReader}.
 */
package btcfeed.benchmarks.resp;
