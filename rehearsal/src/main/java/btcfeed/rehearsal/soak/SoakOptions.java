package btcfeed.rehearsal.soak;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The options of a soak.
 *
 * @param time during which faults are injected; recovery and counting follow
 * @param seed of the plan of faults, empty for any
 * @param json true for a report as JSON
 */
public record SoakOptions(Duration time, OptionalLong seed, double tradesPerSecond, boolean json) {}
