package btcfeed.application.simulation;

/** What can go wrong. Each run has some of them, so that rare ones are also met alone. */
enum Fault {
  /** A line drops messages. Sequential ids only: opaque ids do not show it. */
  LINE_LOSES,
  LINE_REPEATS,
  /** Messages overtake each other. Only where ids count. */
  LINE_REORDERS,
  LINE_STALLS,
  LINE_BREAKS,
  /** It breaks in the middle of a message. */
  LINE_BREAKS_WITHIN,
  /** Half open: nothing arrives, without an error. */
  LINE_DIES,
  /** The venue says when it will close it. */
  LINE_IS_CLOSED,
  VENUE_REFUSES,
  /** All lines of a venue break at once, and it refuses connections. */
  VENUE_IS_GONE,
  VENUE_IS_QUIET,
  HISTORY_FAILS,
  HISTORY_LAGS,
  STORE_DOWN,
  /** It takes commands and carries them out late. */
  STORE_FREEZES,
  STORE_FULL,
  STORE_SLOW,
  /** Commands take effect, and their answers are lost. */
  STORE_LOSES_ANSWERS,
  /** FLUSHALL. */
  STORE_IS_EMPTIED,
  /** It is restarted without what it had. */
  STORE_RESTARTS_EMPTY,
  STORE_RESTARTS,
  /** It is restarted from an old snapshot. */
  STORE_GOES_BACK,
  /** Another program deletes btc:ticks. */
  STORE_LOSES_TICKS,
  /** Another program deletes btc:feed. */
  STORE_LOSES_MARKS,
  BOTH_STORES_DOWN,
  JOURNAL_FAILS,
  SERVICE_DIES,
  CLOCK_FORWARD,
  CLOCK_BACK,
  /** Not wrong at all: another program changes keys of its own meanwhile. */
  KEYS_ARE_CHANGED,
  // What stands from here on was added later: at the end, see kinds.
  /** It returns invalid answers for some time, which cause unforeseen errors. */
  STORE_ANSWERS_NONSENSE,
  /** The same in a few answers. */
  STORE_ANSWERS_NONSENSE_ONCE,
  /** The venue drops single trades on every line, as if it throttled them; where ids count. */
  VENUE_DROPS_TRADES,
  /** The venue dates trades far in the future or far in the past, on one line or on all. */
  VENUE_SENDS_WRONG_TIMES,
  /** The venue sends a trade with an absurd id, maybe as the first of a market; where ids count. */
  VENUE_SENDS_WRONG_IDS,
  // From here on only if there are several instances.
  /** A service dies with its disk; it comes back on a new host, with an empty journal. */
  HOST_IS_LOST,
  /** Nothing of an instance runs for some seconds; what it has sent still arrives. */
  HOST_FREEZES,
  /** The network is split: one instance cannot reach one store. */
  HOST_LOSES_A_STORE,
  HOST_LOSES_BOTH_STORES,
  HOST_LOSES_THE_VENUES,
  /** An operator stops a service, which hands over if it leads; maybe its disk is lost then. */
  SERVICE_IS_STOPPED,
  /** The disks of the instances are small: a journal drops its oldest records. */
  DISKS_ARE_SMALL,
  /** A disk is full for some time: the journal drops its oldest records. */
  DISK_FILLS_UP
}
