/**
 * The Redis protocol, as little of it as a yardstick needs: commands out, replies in, no objects
 * made on the way.
 *
 * <p>A client library would be measured along with what is measured, so the pumps and the readers
 * speak RESP2 themselves. Start reading at {@link btcfeed.benchmarks.resp.RespReader}.
 */
package btcfeed.benchmarks.resp;
