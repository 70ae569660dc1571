package btcfeed.domain.sequence;

import java.util.ArrayList;
import java.util.List;

/** How far a market's sequence has come; enough to go on from after a restart. */
public sealed interface SequenceCheckpoint {
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
   *     5-9@1000@2000:5-5+7-9,12-12@3000@4000}; empty when none. A plus sign before them: these
   *     gaps are in addition to those of the mark before. Elements that begin with {@link #RUN} or
   *     {@link #GIVEN_UP} are no gaps.
   */
  record Counting(long lastId, long lastTimeUs, String missing) implements SequenceCheckpoint {
    /** Begins the element that tells how far a run of ids is believed. */
    static final String RUN = "!";

    /** Begins the element that tells of a run of ids that was given up. */
    static final String GIVEN_UP = "~";

    private static final String MORE = "+";

    /** As many marks as these elements need. */
    static List<SequenceCheckpoint> of(long lastId, long lastTimeUs, List<String> elements) {
      List<SequenceCheckpoint> marks = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (String element : elements) {
        if (text.length() + 1 + element.length() > MAX_TEXT) {
          marks.add(new Counting(lastId, lastTimeUs, text.toString()));
          text = new StringBuilder(MORE);
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) != MORE.charAt(0)) {
          text.append(',');
        }
        text.append(element);
      }
      marks.add(new Counting(lastId, lastTimeUs, text.toString()));
      return List.copyOf(marks);
    }

    /** True if it adds to the mark before it, instead of standing for itself. */
    boolean goesOn() {
      return missing.startsWith(MORE);
    }

    List<String> elements() {
      String text = goesOn() ? missing.substring(MORE.length()) : missing;
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
  }

  /**
   * Of a market whose ids only name.
   *
   * @param lately what is remembered, as {@link OpaqueIdSequencer} writes it
   */
  record Naming(long lastTimeUs, String lately) implements SequenceCheckpoint {}
}
