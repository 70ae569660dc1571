/**
 * JMH benchmarks of parts of the feed: decoding a frame, appending to the journal, replaying it.
 * Start reading at {@link btcfeed.benchmarks.parts.PartBenchmarks}.
 */
package btcfeed.benchmarks.parts;
