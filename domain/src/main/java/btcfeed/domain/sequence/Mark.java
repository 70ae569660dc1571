package btcfeed.domain.sequence;

/**
 * How far a market's sequence has come; enough to go on from after a restart.
 *
 * @param lastId highest trade id accepted
 * @param lastTimeUs venue time of that trade, Unix microseconds
 * @param missing the gaps below it that are open, as {@code from-to@sinceUs@untilUs}, each with
 *     what is still missing of it behind a colon if some of it arrived; for example {@code
 *     5-9@1000@2000:5-5+7-9,12-12@3000@4000}; empty when none
 */
public record Mark(long lastId, long lastTimeUs, String missing) {}
