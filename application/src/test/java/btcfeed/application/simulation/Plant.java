package btcfeed.application.simulation;

/** A fault planted in the service or in what it stands on, to see that the simulation finds it. */
enum Plant {
  NOTHING,
  /** One record of a batch never gets into the store. */
  STORE_DROPS_A_RECORD,
  /** What was appended last is gone after a restart. */
  JOURNAL_FORGETS,
  /** A tick is appended twice. */
  TICKS_TWICE,
  /** A hole in the ids is not said to be one. */
  GAPS_ARE_SKIPPED,
  /** A gap is published as closed as soon as it is found. */
  GAPS_CLOSE_EARLY,
  /** Times without a connection are not reported. */
  NOBODY_NOTICES_SILENCE,
  /** A price is not the venue's. */
  PRICES_ARE_ROUNDED,
  /** The age of a price is taken from the wall clock. */
  AGES_BY_THE_WALL_CLOCK,
  /** A store that hangs holds the other one up. */
  STORES_WAIT_FOR_EACH_OTHER,
  /** Changes of other programs' keys never get into the store. */
  CHANGES_ARE_DROPPED,
  /** What is read from the journal on a lent thread lacks a record. */
  LENT_THREADS_SKIP_A_RECORD,
  /** Coverage uses trade times without checking them. */
  COVERAGE_BELIEVES_ANY_TIME,
  /** After an absurd id every lower one counts as old. */
  ONE_ID_MAKES_ALL_OLD,
  /** A follower does not hold what its lines receive. */
  FOLLOWERS_FORGET,
  /** A leader does not see that another one has taken the lease. */
  HIGHER_EPOCHS_ARE_IGNORED,
  /** An instance finds nothing to copy in the stores. */
  HISTORY_IS_NOT_COPIED,
  /** Another leader's entries stay in a store. */
  FOREIGN_ENTRIES_STAY,
  /** The entries of a leader that lost a store are removed, and their trades are not taken over. */
  CUT_TRADES_ARE_NOT_MERGED,
  /** A store takes the writes of an instance although another one leads. */
  TWO_LEADERS_ARE_ACCEPTED
}
