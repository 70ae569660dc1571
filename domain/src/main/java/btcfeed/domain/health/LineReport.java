package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import java.time.Duration;
import java.util.Optional;

/**
 * One of a venue's lines.
 *
 * @param letter which
 * @param messages that carried trades
 * @param trades in them
 * @param won trades that no other line of the venue had brought before
 * @param late how much later than the first line a trade came on this one: the median of the last
 *     few hundred that both brought, zero for those it brought first; empty before there is one
 * @param lostFor how long it has had no steady connection: a loss ends when the line has streamed
 *     for 30 s; empty while it has one
 * @param cause why its last connection or attempt ended; empty while it is not lost
 * @param stalledFor how long it has brought no trade while another line of the venue brings them;
 *     empty while it keeps up
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
