package btcfeed.domain.sequence;

/** How the search for the trades of a gap ended. */
public enum SearchOutcome {
  /** The venue was asked for all of it, and gave all it has. */
  COMPLETE,
  /** The venue does not give it, or did not in the end. */
  IN_VAIN
}
