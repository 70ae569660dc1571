package btcfeed.application.lead;

import btcfeed.domain.journal.Lineage;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Leadership at one moment.
 *
 * @param alone true if this instance leads and can reach no store: it writes its journal only
 * @param leader the lease of the leader; empty if there is none, or it is not known
 * @param left how much longer the lease holds, by the stores' clocks
 * @param length of the lease
 * @param instances the instances that announced themselves in the last minute, by name
 * @param lineage who led, as this instance's journal has it
 * @param inSync true for the leader, and for a follower whose journal has all that the stores have
 */
public record LeadershipReport(
    Role role,
    boolean alone,
    Optional<WriterLease> leader,
    Duration left,
    Duration length,
    List<InstanceReport> instances,
    Lineage lineage,
    boolean inSync) {

  /** Without stores to ask. */
  public static final LeadershipReport NONE =
      new LeadershipReport(
          Role.LEADER,
          true,
          Optional.empty(),
          Duration.ZERO,
          Duration.ZERO,
          List.of(),
          Lineage.NONE,
          true);

  /** From what the stores show. */
  static LeadershipReport of(
      Role role,
      boolean alone,
      Optional<WriterLease> leader,
      Duration length,
      List<LeaseView> views,
      Lineage lineage,
      boolean inSync) {
    Duration left =
        views.stream()
            .filter(view -> leader.filter(view.holder()::equals).isPresent())
            .map(LeaseView::left)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    List<InstanceReport> all = merged(views.stream().map(LeaseView::instances).toList());
    return new LeadershipReport(role, alone, leader, left, length, all, lineage, inSync);
  }

  /** The latest announcement of each instance. */
  private static List<InstanceReport> merged(List<List<InstanceReport>> all) {
    Map<String, InstanceReport> byName = new TreeMap<>();
    all.stream()
        .flatMap(List::stream)
        .forEach(
            one ->
                byName.merge(
                    one.instance(), one, (a, b) -> a.age().compareTo(b.age()) <= 0 ? a : b));
    return List.copyOf(byName.values());
  }
}
