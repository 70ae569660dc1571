/**
 * Latency measurement: durations of the stages of the pipeline and of the way from a venue.
 *
 * <p>{@link btcfeed.metrics.LatencyRecorder} implements the driven port {@code Measure}. {@link
 * btcfeed.metrics.ArrivalLatency} measures lines from outside. Both answer with values of {@code
 * application.observe}, which the HTTP adapter serves.
 */
package btcfeed.metrics;
