/**
 * The whole way, wire to visible in Redis: the service and two yardsticks beside each other, each
 * as a process of its own, in interleaved rounds.
 *
 * <p>Start reading at {@link btcfeed.benchmarks.endtoend.EndToEnd}, then {@link
 * btcfeed.benchmarks.endtoend.Round}.
 */
package btcfeed.benchmarks.endtoend;
