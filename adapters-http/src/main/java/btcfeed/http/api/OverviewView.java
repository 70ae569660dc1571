package btcfeed.http.api;

import java.util.Map;

/**
 * {@code GET /api/v1/overview} in JSON: what the dashboard shows, of one moment and in one answer.
 * Each part is what its own path answers.
 *
 * @param latencyMs as in {@code /metrics}
 */
record OverviewView(
    HealthView health,
    RedisStatusView redis,
    PriceView.All prices,
    Map<String, LatencyView> latencyMs) {}
