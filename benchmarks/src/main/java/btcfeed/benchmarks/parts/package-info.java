/**
 * The parts of a trade's way under JMH: decoding a frame, appending to the journal, replaying it.
 * Start reading at {@link btcfeed.benchmarks.parts.PartBenchmarks}.
 */
package btcfeed.benchmarks.parts;
