package btcfeed.domain.line;

import java.time.Duration;

/**
 * How patient we are with a line.
 *
 * @param open for the handshake
 * @param confirm from the handshake to the subscription's confirmation, or the first data, at the
 *     longest; a third of it while nothing says that the venue is slow to answer
 * @param ping without any frame before the other side is asked for a sign of life
 * @param silence without any frame, heartbeats included, before the line is dead
 * @param life before a connection is replaced on our own account, ahead of the venue's limit
 */
public record LineTimings(
    Duration open, Duration confirm, Duration ping, Duration silence, Duration life) {}
