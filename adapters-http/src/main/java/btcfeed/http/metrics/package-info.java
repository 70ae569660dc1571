/**
 * The path {@code /metrics} as JSON, Prometheus text and OpenMetrics text.
 *
 * <p>Pure functions make the {@code *Families} and the {@code *View} records from a snapshot. Start
 * reading at {@link btcfeed.http.metrics.Metrics}.
 */
package btcfeed.http.metrics;
