package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import java.time.Duration;
import java.util.Optional;

/**
 * One line of a venue.
 *
 * @param messages messages with trades
 * @param trades trades in them
 * @param won trades that this line delivered first
 * @param late the median delay behind the first line, over the last few hundred trades of both;
 *     zero for trades that this line delivered first; empty without any
 * @param lostFor how long it has had no steady connection; empty while it has one, which is after
 *     30 s of streaming
 * @param cause why its last connection or attempt ended; empty while it is not lost
 * @param stalledFor how long it has delivered no trade while another line does; empty while it
 *     delivers
 */
public record LineReport(
    String letter,
    LineState state,
    long messages,
    long trades,
    long won,
    Optional<Duration> late,
    Optional<Duration> lostFor,
    String cause,
    Optional<Duration> stalledFor) {}
