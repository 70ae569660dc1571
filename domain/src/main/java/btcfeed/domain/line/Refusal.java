package btcfeed.domain.line;

/** Whether a refused subscription can be granted later. */
public enum Refusal {
  /** Soon: the venue is busy, or limits requests, or gave no clear reason. */
  PASSING,
  /** Not without a change: the market does not exist. */
  LASTING
}
