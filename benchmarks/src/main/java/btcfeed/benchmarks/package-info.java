/**
 * What the feed costs: the parts under JMH, the whole way beside two yardsticks.
 *
 * <p>Not part of the tests: the build only compiles it. {@code docs/benchmarks.md} says what is
 * measured and how to read it; start reading at {@link btcfeed.benchmarks.BenchmarksMain}.
 */
package btcfeed.benchmarks;
