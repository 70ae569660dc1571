package btcfeed.simulator;

/** How a venue and its clients make sure of each other. */
enum HeartbeatPolicy {
  /** It sends ping frames, and parts with a client that does not answer with the same bytes. */
  PINGS,
  /** It asks in words, and parts with a client that does not answer. */
  ASKS,
  /** It says now and then that it is there; nobody has to answer. */
  RECITES,
  /** It says nothing, and parts with a client when neither said anything for too long. */
  LISTENS
}
