package btcfeed.bootstrap.cli;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A long rehearsal.
 *
 * @param time in which things go wrong; recovery and counting come after it
 * @param seed of the plan of faults, empty for any
 * @param json whether the result is to be JSON
 */
public record SoakOrder(Duration time, OptionalLong seed, double tradesPerSecond, boolean json) {}
