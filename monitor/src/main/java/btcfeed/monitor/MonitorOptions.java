package btcfeed.monitor;

import java.net.URI;
import java.time.Duration;

/**
 * What to watch, and how.
 *
 * @param once print one plain snapshot and end
 * @param json print what the service says as one JSON document and end
 */
public record MonitorOptions(URI service, Duration refresh, boolean once, boolean json) {}
