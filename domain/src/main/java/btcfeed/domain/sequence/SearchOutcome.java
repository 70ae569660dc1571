package btcfeed.domain.sequence;

/** How the search for the trades of a gap ended. */
public enum SearchOutcome {
  /** The venue returned all it has of the gap. */
  COMPLETE,
  /** The venue does not have the trades, or did not return them. */
  FAILED
}
