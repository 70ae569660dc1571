package btcfeed.monitor;

import java.net.URI;
import java.time.Duration;

/**
 * The options of the monitor.
 *
 * @param once print one plain snapshot and end
 * @param json print the answers of the service as one JSON document and end
 */
public record MonitorOptions(URI service, Duration refresh, boolean once, boolean json) {}
