/**
 * The yardsticks: programs that carry trades from the venue into Redis and do nothing else.
 *
 * <p>They share the service's machine, JVM flags and Redis processes, so a ratio to them says what
 * the service costs whatever the machine. Start reading at {@link btcfeed.benchmarks.pump.Pump}.
 */
package btcfeed.benchmarks.pump;
