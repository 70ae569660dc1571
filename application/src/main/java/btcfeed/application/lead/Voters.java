package btcfeed.application.lead;

import btcfeed.application.lead.LeaseWatch.Sighting;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the stores and the witness show now. Any thread. */
final class Voters {
  /** How long a store may be silent before it counts as out of reach. */
  private static final long FRESH_NANOS = Duration.ofMillis(1_500).toNanos();

  private final List<Voter> voters;
  private final boolean majority;
  private final Clock clock;

  /**
   * @param majority true if an instance leads only with most of the voters
   */
  Voters(List<Voter> voters, boolean majority, Clock clock) {
    this.voters = List.copyOf(voters);
    this.majority = majority;
    this.clock = clock;
  }

  /** A voter that has answered lately. */
  record Reached(Voter voter, LeaseView view) {
    boolean granted(WriterLease lease) {
      return voter.watch().granted(lease);
    }
  }

  List<LeaseWatch> watches() {
    return voters.stream().map(Voter::watch).toList();
  }

  List<Reached> reached() {
    long now = clock.nanos();
    List<Reached> reached = new ArrayList<>();
    for (Voter voter : voters) {
      voter
          .watch()
          .seen()
          .filter(seen -> now - seen.askedNanos() < FRESH_NANOS)
          .flatMap(Sighting::view)
          .ifPresent(view -> reached.add(new Reached(voter, view)));
    }
    return reached;
  }

  /**
   * True if a store has granted the lease, and does not answer now. To lead with a part of its
   * history would end that history there.
   */
  boolean isGrantedBySilent(WriterLease lease) {
    List<Voter> answering = reached().stream().map(Reached::voter).toList();
    return voters.stream()
        .filter(voter -> voter.replica().isPresent() && voter.watch().granted(lease))
        .anyMatch(voter -> !answering.contains(voter));
  }

  /** The end of the longest of these stores, at least {@code least}. */
  static JournalId end(List<Reached> reached, JournalId least) {
    return reached.stream()
        .map(one -> one.view().end())
        .reduce(least, (a, b) -> a.isAfter(b) ? a : b);
  }

  List<LeaseView> views() {
    return reached().stream().map(Reached::view).toList();
  }

  boolean needMajority() {
    return majority;
  }

  /** True if an instance with the leases of these may lead. */
  boolean isEnough(List<Reached> reached) {
    return majority ? 2 * reached.size() > voters.size() : !reached.isEmpty();
  }

  boolean allAnsweredSince(long nanos) {
    return watches().stream()
        .allMatch(watch -> watch.seen().filter(seen -> seen.askedNanos() - nanos >= 0).isPresent());
  }

  /** Until when the lease of another instance may hold, as far as is known. */
  long heldUntilNanos() {
    return watches().stream()
        .flatMap(watch -> watch.seen().stream())
        .mapToLong(Sighting::heldUntilNanos)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** The newest lease of another instance that holds. */
  static Optional<WriterLease> heldByAnother(String instance, List<Reached> reached) {
    return reached.stream()
        .map(Reached::view)
        .filter(view -> view.isHeldByAnother(instance))
        .map(LeaseView::holder)
        .max(Comparator.comparingLong(WriterLease::epoch));
  }

  /** The store with the history of the last leader, and of several the one that has most of it. */
  static Optional<Reached> best(List<Reached> all) {
    return withStreams(all).stream().max(Voters::compare);
  }

  /** Without the witness. */
  static List<Reached> withStreams(List<Reached> all) {
    return all.stream().filter(one -> one.voter().replica().isPresent()).toList();
  }

  private static int compare(Reached a, Reached b) {
    if (a.view().lineage().isUnrelatedAndOlder(b.view().lineage())) {
      return 1;
    }
    if (b.view().lineage().isUnrelatedAndOlder(a.view().lineage())) {
      return -1;
    }
    if (a.view().lineage().isLaterThan(b.view().lineage())) {
      return 1;
    }
    return b.view().lineage().isLaterThan(a.view().lineage())
        ? -1
        : a.view().end().compareTo(b.view().end());
  }
}
