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
 */
public record LineReport(
    String letter,
    LineState state,
    long messages,
    long trades,
    long won,
    Optional<Duration> late) {}
