/**
 * The yardsticks: programs that only copy trades from the venue into Redis.
 *
 * <p>They use the same computer, JVM flags and Redis processes as the service. The ratio to them is
 * therefore the cost of the service on any computer. Start reading at {@link
 * btcfeed.benchmarks.pump.Pump}.
 */
package btcfeed.benchmarks.pump;
