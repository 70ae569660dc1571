package btcfeed.domain.store;

/** The result of a {@link SwitchCommand}. */
public sealed interface SwitchResult {
  /** The command is executed; this is the state of readers from now on. */
  record Accepted(ActiveStore now) implements SwitchResult {}

  /** The command is not executed, and nothing changed. */
  record Refused(RefusalReason why) implements SwitchResult {}

  /** There was no decision in time. The command is not executed later either. */
  record Unanswered() implements SwitchResult {}

  enum RefusalReason {
    /** There is only one store. */
    ONE_STORE,
    /** The other store does not take writes. */
    NOT_IN_REACH,
    /** The other store is not up to date. */
    BEHIND,
    /** Readers use that store already. */
    ALREADY_THERE
  }
}
