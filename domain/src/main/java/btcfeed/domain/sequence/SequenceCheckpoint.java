package btcfeed.domain.sequence;

import java.util.ArrayList;
import java.util.List;

/** The state of a market's sequence, from which it continues after a restart. */
public sealed interface SequenceCheckpoint {
  /** Longest text in a checkpoint; the other fields of a record need room too. */
  int MAX_TEXT = 3900;

  /** Venue time of the newest trade accepted, Unix microseconds. */
  long lastTimeUs();

  /**
   * A market with sequential ids.
   *
   * @param lastId highest trade id accepted
   * @param missing the open gaps below it as {@code from-to@sinceUs@untilUs}, followed by a colon
   *     and the missing ranges once some trades arrived, for example {@code
   *     5-9@1000@2000:5-5+7-9,12-12@3000@4000}. A leading plus sign adds to the checkpoint before.
   *     Elements that begin with {@link #RUN} or {@link #GIVEN_UP} are not gaps.
   */
  record Sequential(long lastId, long lastTimeUs, String missing) implements SequenceCheckpoint {
    /** Begins the element for a run of ids that is not established. */
    static final String RUN = "!";

    /** Begins an element for a run of ids that was given up. */
    static final String GIVEN_UP = "~";

    private static final String MORE = "+";

    /** As many checkpoints as these elements need. */
    static List<SequenceCheckpoint> of(long lastId, long lastTimeUs, List<String> elements) {
      List<SequenceCheckpoint> checkpoints = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (String element : elements) {
        if (text.length() + 1 + element.length() > MAX_TEXT) {
          checkpoints.add(new Sequential(lastId, lastTimeUs, text.toString()));
          text = new StringBuilder(MORE);
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) != MORE.charAt(0)) {
          text.append(',');
        }
        text.append(element);
      }
      checkpoints.add(new Sequential(lastId, lastTimeUs, text.toString()));
      return List.copyOf(checkpoints);
    }

    /** True if it adds to the checkpoint before it. */
    boolean isContinuation() {
      return missing.startsWith(MORE);
    }

    List<String> elements() {
      String text = isContinuation() ? missing.substring(MORE.length()) : missing;
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
  }

  /**
   * A market with opaque ids.
   *
   * @param recent what is remembered, in the format of {@link OpaqueIdSequencer}
   */
  record Opaque(long lastTimeUs, String recent) implements SequenceCheckpoint {}
}
