package btcfeed.domain.sequence;

/**
 * How far a market's sequence has come; enough to go on from after a restart.
 *
 * @param lastId highest trade id accepted
 * @param lastTimeUs venue time of that trade, Unix microseconds
 * @param missing ids below it that are still missing, as {@code 6-6,8-9}; empty when none
 */
public record Mark(long lastId, long lastTimeUs, String missing) {}
