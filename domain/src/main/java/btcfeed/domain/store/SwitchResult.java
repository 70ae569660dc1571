package btcfeed.domain.store;

/** What became of a {@link SwitchCommand}. */
public sealed interface SwitchResult {
  /** It is followed; readers stand like this from now on. */
  record Followed(ActiveStore now) implements SwitchResult {}

  /** It is not, and nothing changed. */
  record Refused(Refusal why) implements SwitchResult {}

  /** Nobody came to it in time. It will not be followed later either. */
  record Unanswered() implements SwitchResult {}

  /** Why an order is not followed. */
  enum Refusal {
    /** There is one store, and readers are on it. */
    ONE_STORE,
    /** The store to go to does not take writes. */
    NOT_IN_REACH,
    /** The store to go to does not have everything yet. */
    BEHIND,
    /** Readers are there, and stay. */
    ALREADY_THERE
  }
}
