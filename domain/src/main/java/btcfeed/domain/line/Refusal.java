package btcfeed.domain.line;

/** Whether it helps to ask again for a subscription that a venue has refused. */
public enum Refusal {
  /** Soon: it was asked too often, is busy, or gave a reason that tells nothing. */
  PASSING,
  /** Not before somebody has changed something: there is no such market. */
  LASTING
}
