package btcfeed.simulator;

/** How a venue checks that a connection is alive. */
public enum HeartbeatPolicy {
  /** The venue sends ping frames. It disconnects a client that does not return the same bytes. */
  PING_FRAMES,
  /** The venue sends ping messages. It disconnects a client that does not answer them. */
  PING_MESSAGES,
  /** The venue sends heartbeat messages, which need no answer. */
  HEARTBEATS,
  /** The venue sends nothing. It disconnects a client after too long a silence of both sides. */
  CLIENT_PINGS
}
