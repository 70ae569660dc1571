package btcfeed.domain.journal;

import java.util.ArrayList;
import java.util.Comparator;
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

  private static final Comparator<Term> LATER =
      Comparator.comparingLong(Term::epoch).thenComparing(Term::instance);

  private static final Term BEFORE_ALL = new Term(Long.MIN_VALUE, "", JournalId.START);

  /** Nothing is written yet. */
  public static final Lineage NONE = new Lineage(List.of());

  /**
   * The records that one leader wrote: those after {@code after}, up to the next term.
   *
   * @param epoch negative if no store granted a lease; 0 if an earlier version of the service wrote
   *     the history
   * @param instance the leader's name, without a space
   */
  public record Term(long epoch, String instance, JournalId after) {}

  public Lineage {
    terms = List.copyOf(terms.subList(Math.max(0, terms.size() - MAX_TERMS), terms.size()));
  }

  /** This history up to {@code after}, continued by another leader. */
  public Lineage ledBy(long epoch, String instance, JournalId after) {
    List<Term> next = new ArrayList<>(until(after).terms);
    next.add(new Term(epoch, instance, after));
    return new Lineage(next);
  }

  /**
   * This history up to {@code after}, continued by an instance without a lease. Its epoch is made
   * negative, so that it never wins against a leader's. It is still unique: an instance that leads
   * alone twice after the same record writes two terms.
   */
  public Lineage writtenAlone(long epoch, String instance, JournalId after) {
    return ledBy(-epoch, instance, after);
  }

  /** The terms that have records up to {@code end}. */
  public Lineage until(JournalId end) {
    return new Lineage(terms.stream().filter(term -> end.isAfter(term.after)).toList());
  }

  /** The history of an earlier version of the service, which took no leases. */
  public static Lineage withoutLease(String instance) {
    return NONE.ledBy(0, instance, JournalId.START);
  }

  /** True if the last leader of this history took its lease after the other one's last leader. */
  public boolean isLaterThan(Lineage other) {
    return LATER.compare(last(), other.last()) > 0;
  }

  /**
   * True if the two histories have no term in common, and this one began earlier. Then it counts,
   * whatever the other one's epochs are: the other one began without it, because its store could
   * not be reached. The history of an earlier version of the service is older than any other.
   */
  public boolean isUnrelatedAndOlder(Lineage other) {
    return !terms.isEmpty()
        && terms.stream().noneMatch(other.terms::contains)
        && (other.terms.isEmpty() || firstEpoch() < other.firstEpoch());
  }

  private long firstEpoch() {
    return terms.getFirst().epoch < 0 ? Long.MAX_VALUE : terms.getFirst().epoch;
  }

  /** True if the newest term of this history is a term of the other one, or there is none. */
  public boolean endsWithTermOf(Lineage other) {
    return terms.isEmpty() || other.terms.contains(terms.getLast());
  }

  /** The highest epoch of a leader in it; 0 without one. */
  public long newestEpoch() {
    return terms.stream().mapToLong(Term::epoch).max().orElse(0);
  }

  private Term last() {
    return terms.stream().max(LATER).orElse(BEFORE_ALL);
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

  /** The term that has this record; empty if its leader is not known. */
  public Optional<Term> termOf(JournalId id) {
    for (int i = terms.size() - 1; i >= 0; i--) {
      if (id.isAfter(terms.get(i).after)) {
        return Optional.of(terms.get(i));
      }
    }
    return Optional.empty();
  }

  private JournalId endOf(int term, JournalId end) {
    return term + 1 < terms.size() ? terms.get(term + 1).after : end;
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
