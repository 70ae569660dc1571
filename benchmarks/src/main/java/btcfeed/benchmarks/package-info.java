/**
 * Benchmarks of the feed: parts of it under JMH, and the complete path beside two yardsticks.
 *
 * <p>Not part of the tests: the build only compiles it. {@code docs/benchmarks.md} explains the
 * measurements. Start reading at {@link btcfeed.benchmarks.BenchmarksMain}.
 */
package btcfeed.benchmarks;
