/**
 * The figures of {@code /metrics}: the same as JSON and as Prometheus and OpenMetrics text.
 *
 * <p>The {@code *Families} are groups of Prometheus metrics, made of a snapshot like the views of
 * the API. Start reading at {@link btcfeed.http.metrics.Metrics}.
 */
package btcfeed.http.metrics;
