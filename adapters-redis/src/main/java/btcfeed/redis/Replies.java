package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreContents;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals.Refusal;
import btcfeed.domain.store.StreamLength;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.List;

/**
 * What the scripts answer, in the domain's words.
 *
 * <p>A server may answer anything: a proxy in between, another program at that port, a Redis whose
 * stream of answers is out of step. So the shape is checked first ({@link #texts}, {@link Strange}
 * if it is none of ours), and then the contents: IllegalArgumentException where a store holds under
 * our names what we would not write.
 */
final class Replies {
  private static final int POSITION = 20;
  private static final int LONGEST = 65_536;
  private static final int LONGEST_TEXT = 4_096;
  private static final int KEPT = 5;

  private Replies() {}

  /** An answer that none of our scripts gives. */
  static final class Strange extends Exception {
    private static final long serialVersionUID = 1;

    Strange(String what) {
      super("it answered " + what + ", which is no answer to our script; is it a Redis?");
    }
  }

  /**
   * What a batch or probe did beside the streams.
   *
   * @param failed effects refused now
   * @param waiting mutations that wait in the store
   * @param abandoned mutations given up now
   */
  record Effects(long failed, long waiting, long abandoned, List<Refusal> refused) {
    static final Effects NONE = new Effects(0, 0, 0, List.of());
  }

  /** An answer as a list of texts, {@code least} or more. */
  static List<String> texts(Object answer, int least) throws Strange {
    if (!(answer instanceof List<?> elements)) {
      throw new Strange(answer == null ? "nil" : "a " + kind(answer) + " instead of a list");
    }
    if (elements.size() < least || elements.size() > LONGEST) {
      throw new Strange("a list of " + elements.size());
    }
    List<String> texts = new ArrayList<>(elements.size());
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        throw new Strange("a list with " + (element == null ? "nil" : "a " + kind(element)));
      }
      texts.add(text);
    }
    return texts;
  }

  private static String kind(Object answer) {
    return switch (answer) {
      case Number _ -> "number";
      case CharSequence _ -> "text";
      case List<?> _ -> "list";
      default -> "value";
    };
  }

  /** The answer to a position. */
  static List<String> position(Object answer) throws Strange {
    List<String> said = texts(answer, POSITION);
    if (said.size() != POSITION) {
      throw new Strange("a list of " + said.size());
    }
    return said;
  }

  static StorePosition position(List<String> said) {
    return new StorePosition(
        JournalId.parse(said.get(3)),
        JournalId.parse(said.get(4)),
        JournalId.parse(said.get(5)),
        JournalId.parse(said.get(6)),
        JournalId.parse(said.get(7)),
        lease(said.get(0), said.get(1), said.get(2)),
        new StoreFacts(said.get(8), said.get(9), said.get(10), said.get(11)),
        new StoreContents(
            said.get(12),
            Long.parseLong(said.get(13)),
            length(said.subList(14, 17)),
            length(said.subList(17, 20))));
  }

  private static StreamLength length(List<String> said) {
    return new StreamLength(
        Long.parseLong(said.get(0)), Long.parseLong(said.get(1)), JournalId.parse(said.get(2)));
  }

  /**
   * Of an answer to the position, whether it is a master or a replica; empty if it would not say.
   */
  static String role(List<String> said) {
    return said.get(10);
  }

  /** The answer to a write, checked: what its first word promises is there. */
  static List<String> written(Object answer) throws Strange {
    List<String> said = texts(answer, 2);
    boolean whole =
        switch (said.getFirst()) {
          case "kept" -> said.size() == 2 || (said.size() >= KEPT && said.size() % 2 == KEPT % 2);
          case "diverged" -> said.size() == 2;
          case "fenced" -> said.size() == 4;
          default -> false;
        };
    if (!whole || said.stream().anyMatch(text -> text.length() > LONGEST_TEXT)) {
      throw new Strange("a list of " + said.size() + " that begins with " + cut(said.getFirst()));
    }
    return said;
  }

  private static String cut(String text) {
    return "'" + (text.length() <= 20 ? text : text.substring(0, 20)) + "'";
  }

  static Outcome outcome(List<String> said) {
    return switch (said.getFirst()) {
      case "kept" -> new Outcome.Applied(JournalId.parse(said.get(1)));
      case "diverged" -> new Outcome.Diverged(said.get(1));
      default -> new Outcome.Fenced(lease(said.get(1), said.get(2), said.get(3)));
    };
  }

  /** What the answer to a write says beside its outcome. */
  static Effects effects(List<String> said, Failures failures) {
    if (!said.getFirst().equals("kept") || said.size() < KEPT) {
      return Effects.NONE;
    }
    List<Refusal> refused = new ArrayList<>();
    for (int i = KEPT; i + 1 < said.size(); i += 2) {
      refused.add(failures.refusal(said.get(i), said.get(i + 1)));
    }
    return new Effects(
        Long.parseLong(said.get(2)),
        Long.parseLong(said.get(3)),
        Long.parseLong(said.get(4)),
        refused);
  }

  private static WriterLease lease(String epoch, String instance, String startedUs) {
    return new WriterLease(Long.parseLong(epoch), instance, Long.parseLong(startedUs));
  }
}
