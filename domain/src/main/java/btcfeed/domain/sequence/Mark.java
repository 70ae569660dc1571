package btcfeed.domain.sequence;

/** How far a market's sequence has come; enough to go on from after a restart. */
public sealed interface Mark {
  /** Longest text in a mark: leaves room for the other fields of a record. */
  int MAX_TEXT = 3900;

  /** Venue time of the newest trade accepted, Unix microseconds. */
  long lastTimeUs();

  /**
   * Of a market whose ids count.
   *
   * @param lastId highest trade id accepted
   * @param missing the gaps below it that are open, as {@code from-to@sinceUs@untilUs}, each with
   *     what is still missing of it behind a colon if some of it arrived; for example {@code
   *     5-9@1000@2000:5-5+7-9,12-12@3000@4000}; empty when none
   */
  record Counting(long lastId, long lastTimeUs, String missing) implements Mark {}

  /**
   * Of a market whose ids only name.
   *
   * @param lately what is remembered, as {@link NamingSequencer} writes it
   */
  record Naming(long lastTimeUs, String lately) implements Mark {}
}
