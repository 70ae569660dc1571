/**
 * The path {@code /metrics} as JSON, Prometheus text and OpenMetrics text.
 *
 * <p>{@code MetricsView} makes the JSON from a snapshot, the {@code *Families} make the text. Start
 * reading at {@link btcfeed.http.metrics.Metrics}.
 */
package btcfeed.http.metrics;
