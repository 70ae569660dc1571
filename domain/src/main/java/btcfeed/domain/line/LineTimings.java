package btcfeed.domain.line;

import java.time.Duration;

/**
 * The timeouts of a line.
 *
 * @param open for the handshake
 * @param confirm the longest wait from the handshake to the confirmation or the first trade; a
 *     third of it while the venue has not been slow
 * @param ping time without a frame after which the venue is pinged
 * @param silence time without a frame, heartbeats included, after which the connection is closed
 * @param life age at which a connection is replaced, before the venue's limit
 */
public record LineTimings(
    Duration open, Duration confirm, Duration ping, Duration silence, Duration life) {}
