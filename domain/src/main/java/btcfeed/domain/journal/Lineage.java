package btcfeed.domain.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which leaders wrote a history, oldest first. A history is a journal, or the streams of a store.
 *
 * <p>Two histories can hold different records under one id, because two leaders wrote them. Ids
 * therefore do not show how much two histories have in common; their terms do. This is the method
 * of Kafka's leader epochs (KIP-101).
 *
 * <p>Bound: the newest {@value #MAX_TERMS} terms. A history that shares only older terms counts as
 * a different one.
 */
public record Lineage(List<Term> terms) {
  /** Terms kept. */
  public static final int MAX_TERMS = 64;

  /** Nothing is written yet. */
  public static final Lineage NONE = new Lineage(List.of());

  /**
   * The records that one leader wrote: those after {@code after}, up to the next term.
   *
   * @param instance the leader's name, without a space
   */
  public record Term(long epoch, String instance, JournalId after) {
    boolean isLaterThan(Term other) {
      return epoch != other.epoch ? epoch > other.epoch : instance.compareTo(other.instance) > 0;
    }
  }

  public Lineage {
    terms = List.copyOf(terms.subList(Math.max(0, terms.size() - MAX_TERMS), terms.size()));
  }

  /** The same history, continued by another leader after {@code after}; later terms have ended. */
  public Lineage ledBy(long epoch, String instance, JournalId after) {
    List<Term> next = new ArrayList<>(until(after).terms);
    next.add(new Term(epoch, instance, after));
    return new Lineage(next);
  }

  /** The terms that have records up to {@code end}. */
  public Lineage until(JournalId end) {
    return new Lineage(terms.stream().filter(term -> end.isAfter(term.after)).toList());
  }

  /** True if the last leader of this history came after the last leader of the other one. */
  public boolean isLaterThan(Lineage other) {
    if (terms.isEmpty() || other.terms.isEmpty()) {
      return !terms.isEmpty();
    }
    return terms.getLast().isLaterThan(other.terms.getLast());
  }

  /**
   * The last record that both histories have; START if they have none in common.
   *
   * @param end the last record of this history
   * @param otherEnd the last record of the other one
   */
  public JournalId commonEnd(JournalId end, Lineage other, JournalId otherEnd) {
    for (int i = terms.size() - 1; i >= 0; i--) {
      int j = other.terms.indexOf(terms.get(i));
      if (j >= 0) {
        return earlier(endOf(i, end), other.endOf(j, otherEnd));
      }
    }
    return JournalId.START;
  }

  private JournalId endOf(int term, JournalId end) {
    return term + 1 < terms.size() ? earlier(terms.get(term + 1).after, end) : end;
  }

  private static JournalId earlier(JournalId a, JournalId b) {
    return a.isAfter(b) ? b : a;
  }

  /** As {@code epoch instance after} for each term, separated by spaces; empty for none. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Term term : terms) {
      text.append(text.isEmpty() ? "" : " ").append(term.epoch);
      text.append(' ').append(term.instance).append(' ').append(term.after);
    }
    return text.toString();
  }

  /** Reads {@link #text}; empty if it is something else. */
  public static Optional<Lineage> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(NONE);
    }
    String[] words = text.split(" ", -1);
    if (words.length % 3 != 0) {
      return Optional.empty();
    }
    List<Term> terms = new ArrayList<>();
    try {
      for (int i = 0; i < words.length; i += 3) {
        terms.add(new Term(Long.parseLong(words[i]), words[i + 1], JournalId.parse(words[i + 2])));
      }
    } catch (IllegalArgumentException notLineage) {
      return Optional.empty();
    }
    return Optional.of(new Lineage(terms));
  }

  @Override
  public String toString() {
    return text();
  }
}
