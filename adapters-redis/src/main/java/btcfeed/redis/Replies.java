package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreContents;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals.RefusedKey;
import btcfeed.domain.store.StreamLength;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the answers of the scripts.
 *
 * <p>A proxy, another program at that port or a Redis out of step can answer anything. The shape is
 * therefore checked first; {@link Unexpected} reports one that no script produces. The contents
 * come second: IllegalArgumentException reports values that this service does not write.
 */
final class Replies {
  private static final int POSITION_FIELDS = 21;
  private static final int MAX_FIELDS = 65_536;
  private static final int MAX_TEXT = 4_096;

  /** The store has no lineage. */
  private static final String NO_LINEAGE = "-";

  /** Fields of "applied" before the refused keys. */
  private static final int APPLIED_FIELDS = 5;

  private Replies() {}

  static final class Unexpected extends Exception {
    private static final long serialVersionUID = 1;

    Unexpected(String what) {
      super("it answered " + what + ", which no script of this service answers; is it a Redis?");
    }
  }

  /**
   * What a batch or probe did besides the streams.
   *
   * @param failed effects refused by this call
   * @param waiting mutations that wait in the store
   * @param abandoned mutations given up by this call
   */
  record Effects(long failed, long waiting, long abandoned, List<RefusedKey> refused) {
    static final Effects NONE = new Effects(0, 0, 0, List.of());
  }

  /** An answer as a list of {@code least} texts or more. */
  static List<String> texts(Object answer, int least) throws Unexpected {
    if (!(answer instanceof List<?> elements)) {
      throw new Unexpected(kind(answer) + " instead of a list");
    }
    if (elements.size() < least || elements.size() > MAX_FIELDS) {
      throw new Unexpected("a list of " + elements.size());
    }
    List<String> texts = new ArrayList<>(elements.size());
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        throw new Unexpected("a list with " + kind(element));
      }
      texts.add(text);
    }
    return texts;
  }

  /** An answer as a list of this many byte strings. */
  static List<byte[]> bytes(Object answer, int size) throws Unexpected {
    if (!(answer instanceof List<?> elements)) {
      throw new Unexpected(kind(answer) + " instead of a list");
    }
    List<byte[]> all = new ArrayList<>(size);
    for (Object element : elements) {
      if (!(element instanceof byte[] one) || all.size() == size) {
        throw new Unexpected("a list of " + elements.size() + " with " + kind(element));
      }
      all.add(one);
    }
    if (all.size() < size) {
      throw new Unexpected("a list of " + all.size());
    }
    return all;
  }

  private static String kind(Object answer) {
    return switch (answer) {
      case null -> "nil";
      case Number _ -> "a number";
      case CharSequence _ -> "a text";
      case List<?> _ -> "a list";
      default -> "a value";
    };
  }

  /** The answer to a position, with its shape checked. */
  static List<String> position(Object answer) throws Unexpected {
    List<String> fields = texts(answer, POSITION_FIELDS);
    if (fields.size() != POSITION_FIELDS) {
      throw new Unexpected("a list of " + fields.size());
    }
    return fields;
  }

  static StorePosition position(List<String> fields) {
    return new StorePosition(
        JournalId.parse(fields.get(3)),
        JournalId.parse(fields.get(4)),
        JournalId.parse(fields.get(5)),
        JournalId.parse(fields.get(6)),
        JournalId.parse(fields.get(7)),
        lease(fields.subList(0, 3)),
        lineage(fields.get(20), lease(fields.subList(0, 3))),
        new StoreFacts(fields.get(8), fields.get(9), fields.get(10), fields.get(11)),
        new StoreContents(
            fields.get(12),
            Long.parseLong(fields.get(13)),
            length(fields.subList(14, 17)),
            length(fields.subList(17, 20))));
  }

  static String role(List<String> fields) {
    return fields.get(10);
  }

  /** The answer to a write, with its shape checked against its first word. */
  static List<String> written(Object answer) throws Unexpected {
    List<String> fields = texts(answer, 2);
    int size = fields.size();
    boolean complete =
        switch (fields.getFirst()) {
          case "applied" -> size == 2 || (size >= APPLIED_FIELDS && size % 2 == APPLIED_FIELDS % 2);
          case "diverged" -> size == 2;
          case "fenced" -> size == 4;
          default -> false;
        };
    if (!complete || fields.stream().anyMatch(text -> text.length() > MAX_TEXT)) {
      String first = fields.getFirst();
      throw new Unexpected(
          "a list of "
              + size
              + " that begins with '"
              + first.substring(0, Math.min(20, first.length()))
              + "'");
    }
    return fields;
  }

  static Outcome outcome(List<String> fields) {
    return switch (fields.getFirst()) {
      case "applied" -> new Outcome.Applied(JournalId.parse(fields.get(1)));
      case "diverged" -> new Outcome.Diverged(fields.get(1));
      default -> new Outcome.Fenced(lease(fields.subList(1, 4)));
    };
  }

  /** What the answer to a write reports besides its outcome. */
  static Effects effects(List<String> fields, Failures failures) {
    if (!fields.getFirst().equals("applied") || fields.size() < APPLIED_FIELDS) {
      return Effects.NONE;
    }
    List<RefusedKey> refused = new ArrayList<>();
    for (int i = APPLIED_FIELDS; i + 1 < fields.size(); i += 2) {
      refused.add(failures.refusal(fields.get(i), fields.get(i + 1)));
    }
    return new Effects(
        Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)),
        Long.parseLong(fields.get(4)),
        refused);
  }

  private static StreamLength length(List<String> fields) {
    return new StreamLength(
        Long.parseLong(fields.get(0)),
        Long.parseLong(fields.get(1)),
        JournalId.parse(fields.get(2)));
  }

  /** The lineage; one term of the last writer if an earlier version wrote the store. */
  static Lineage lineage(String text, WriterLease writer) {
    if (!text.equals(NO_LINEAGE)) {
      return Lineage.parse(text)
          .orElseThrow(() -> new IllegalArgumentException("no lineage is '" + text + "'"));
    }
    return writer.instance().isEmpty() ? Lineage.NONE : Lineage.withoutLease(writer.instance());
  }

  static WriterLease lease(List<String> fields) {
    return new WriterLease(
        Long.parseLong(fields.get(0)), fields.get(1), Long.parseLong(fields.get(2)));
  }
}
