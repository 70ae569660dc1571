package btcfeed.application.lead;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.lead.LeaseWatch.Sighting;
import btcfeed.application.lead.LeaseWatch.Wish;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.StoreLease;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent.RoleEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Decides whether this instance leads or follows, and carries the change out.
 *
 * <pre>
 *   Following ──no lease holds──→ Claiming ──granted, history copied──→ Leading
 *       ↑                            │ another was faster                  │
 *       └────────────────────────────┴──────── a higher epoch ─────────────┘
 * </pre>
 *
 * <p>Every start is: follow, then lead. A follower copies the stores' history into its journal and
 * holds what its lines receive. It claims when no store that it can reach shows a lease that holds.
 * The epoch is higher than all it has seen. With a witness it needs a majority of the stores and
 * the witness. An instance that can reach no store leads alone: it writes only its journal, until
 * it reaches a store.
 *
 * <p>One thread; the answers about the role are for any thread.
 */
public final class Leadership implements Step {
  private static final long LOOK_NANOS = LeaseWatch.LOOK_EVERY.toNanos();

  /** How long a store may be silent before it counts as out of reach. */
  private static final long FRESH_NANOS = Duration.ofMillis(1_500).toNanos();

  private static final long BETWEEN_CLAIMS_NANOS = Duration.ofMillis(500).toNanos();

  /** How far the journal of a follower in sync may be behind the stores, by the leader's clock. */
  private static final long IN_SYNC_MS = 2_000;

  private static final long CLAIM_NANOS = Duration.ofSeconds(5).toNanos();

  private sealed interface State {
    record Following(long sinceNanos) implements State {}

    /**
     * @param alone true if this instance accepts trades meanwhile, as it did before
     */
    record Claiming(WriterLease lease, long sinceNanos, List<LeaseWatch> asked, boolean alone)
        implements State {}

    record Leading(WriterLease lease, long sinceNanos) implements State {}

    /** No instance leads, and no store grants a lease: accepts trades for the journal only. */
    record Alone(long sinceNanos) implements State {}
  }

  /**
   * A store with its lease.
   *
   * @param replica empty if it has no streams: the witness, or a store of the critical keys
   */
  public record Voter(LeaseWatch watch, Optional<Replica> replica) {}

  /** A voter that has answered lately. */
  private record Reached(Voter voter, LeaseView view) {
    boolean granted(WriterLease lease) {
      return voter.watch().granted(lease);
    }
  }

  private final List<Voter> voters;
  private final boolean majority;
  private final String instance;
  private final long startedUs;
  private final Duration length;
  private final JournalPort journal;
  private final Ingest ingest;
  private final HistoryCopy history;
  private final LongUnaryOperator epochs;
  private final Clock clock;
  private final FeedLog log;
  private final DoubleSupplier random;
  private volatile State state;
  private volatile Signal roleChanged = () -> {};
  private volatile Optional<WriterLease> leader = Optional.empty();
  private long notBeforeNanos;

  /**
   * Follows at first.
   *
   * @param voters the stores, and the witness if there is one
   * @param majority true if an instance leads only with most of the voters; there is a witness then
   * @param instance the name of the journal
   * @param startedUs start of the process, Unix microseconds
   * @param length of the lease
   * @param epochs returns a durable epoch of this instance that is at least the argument
   * @param random uniform in [0, 1), for the wait after a lost claim
   */
  public Leadership(
      List<Voter> voters,
      boolean majority,
      String instance,
      long startedUs,
      Duration length,
      JournalPort journal,
      Ingest ingest,
      LongUnaryOperator epochs,
      Clock clock,
      FeedLog log,
      DoubleSupplier random) {
    this.voters = List.copyOf(voters);
    this.majority = majority;
    this.instance = instance;
    this.startedUs = startedUs;
    this.length = length;
    this.journal = journal;
    this.ingest = ingest;
    this.history = new HistoryCopy(journal, ingest, log);
    this.epochs = epochs;
    this.clock = clock;
    this.log = log;
    this.random = random;
    this.state = new State.Following(clock.nanos());
    this.notBeforeNanos = clock.nanos();
  }

  /** Sets the signal for changes of the role. Before the first step. */
  public void onChange(Signal signal) {
    roleChanged = signal;
  }

  /** The watches of the stores and the witness. */
  public List<LeaseWatch> watches() {
    return voters.stream().map(Voter::watch).toList();
  }

  /** What the sender of a store may do. Any thread. */
  public StoreLease lease(LeaseWatch watch) {
    return state instanceof State.Leading(WriterLease lease, _) && watch.granted(lease)
        ? new StoreLease.Granted(lease)
        : watch.shown();
  }

  /** Any thread. */
  public Role role() {
    return state instanceof State.Leading ? Role.LEADER : Role.FOLLOWER;
  }

  /** Who leads, the roles of the instances, and the lease. Any thread. */
  public LeadershipReport report() {
    List<LeaseView> views = views();
    Optional<WriterLease> lead =
        state instanceof State.Leading(WriterLease lease, _) ? Optional.of(lease) : leader;
    return new LeadershipReport(
        role(),
        state instanceof State.Alone,
        lead,
        views.stream()
            .filter(view -> lead.filter(view.holder()::equals).isPresent())
            .map(LeaseView::left)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        length,
        LeadershipReport.merged(views.stream().map(LeaseView::instances).toList()),
        isInSync(views));
  }

  private boolean isInSync(List<LeaseView> views) {
    return state instanceof State.Leading
        || (!views.isEmpty()
            && leader.isPresent()
            && views.stream().noneMatch(view -> view.end().ms() - history.end().ms() > IN_SYNC_MS));
  }

  @Override
  public long step() {
    return switch (state) {
      case State.Following following -> follow(following);
      case State.Claiming claiming -> claim(claiming);
      case State.Leading leading -> lead(leading);
      case State.Alone alone -> waitForStores(alone);
    };
  }

  private long follow(State.Following following) {
    long now = clock.nanos();
    if (!allAnsweredSince(following.sinceNanos())) {
      return LOOK_NANOS;
    }
    List<Reached> reached = reached();
    Optional<WriterLease> held =
        reached.stream()
            .map(Reached::view)
            .filter(view -> view.isHeldByAnother(instance))
            .map(LeaseView::holder)
            .max(Comparator.comparingLong(WriterLease::epoch));
    if (held.isPresent()) {
      noteLeader(held);
      boolean _ = copy(true, reached);
      return LOOK_NANOS;
    }
    if (now < notBeforeNanos || now < heldUntil()) {
      return LOOK_NANOS;
    }
    noteLeader(Optional.empty());
    if (isEnough(reached)) {
      return begin(reached, false);
    }
    return leadAlone();
  }

  private long begin(List<Reached> reached, boolean alone) {
    long shown = reached.stream().mapToLong(one -> one.view().holder().epoch()).max().orElse(0);
    // A store that was emptied no longer shows the epochs that the journal has.
    long seen = Math.max(shown, journal.lineage().newestEpoch());
    long epoch = epochs.applyAsLong(Math.max(seen + 1, clock.wallUs() / 1_000));
    WriterLease lease = new WriterLease(epoch, instance, startedUs);
    List<LeaseWatch> asked = reached.stream().map(one -> one.voter().watch()).toList();
    asked.forEach(watch -> watch.wants(new Wish.Take(lease, false)));
    state = new State.Claiming(lease, clock.nanos(), asked, alone);
    return LOOK_NANOS;
  }

  private long leadAlone() {
    journal.lineage(journal.lineage().ledBy(0, instance, history.end()));
    state = new State.Alone(clock.nanos());
    ingest.lead(history.end());
    log.report(new RoleEvent.LeadsAlone());
    roleChanged.wake();
    return LOOK_NANOS;
  }

  private long waitForStores(State.Alone alone) {
    List<Reached> reached = reached();
    if (reached.stream().anyMatch(one -> one.view().isHeldByAnother(instance))) {
      return stepDown();
    }
    boolean due = clock.nanos() - alone.sinceNanos() >= BETWEEN_CLAIMS_NANOS;
    return due && isEnough(reached) ? begin(reached, true) : LOOK_NANOS;
  }

  private long claim(State.Claiming claiming) {
    long now = clock.nanos();
    WriterLease lease = claiming.lease();
    List<Reached> granted = reached().stream().filter(one -> one.granted(lease)).toList();
    boolean late = now - claiming.sinceNanos() >= CLAIM_NANOS;
    boolean refused = claiming.asked().stream().anyMatch(watch -> watch.refused(lease));
    if (!refused && !late && !claiming.asked().stream().allMatch(watch -> watch.answered(lease))) {
      return LOOK_NANOS;
    }
    if (refused || !isEnough(granted)) {
      return giveUp(claiming, refused);
    }
    if (claiming.alone()) {
      // The journal may lose what was accepted alone, so the ingest must not accept more.
      ingest.follow();
      state = new State.Claiming(lease, claiming.sinceNanos(), claiming.asked(), false);
    }
    if (!copy(false, granted)) {
      return late ? giveUp(claiming, true) : LOOK_NANOS;
    }
    // A store may end later, with records of a history that lost: the journal has none of them.
    journal.lineage(journal.lineage().ledBy(lease.epoch(), instance, history.end()));
    ingest.lead(end(granted));
    state = new State.Leading(lease, clock.nanos());
    watches().forEach(watch -> watch.wants(new Wish.Take(lease, true)));
    log.report(new RoleEvent.Leads(lease.epoch()));
    roleChanged.wake();
    return LOOK_NANOS;
  }

  /** Ids of this leader are after all that the stores have. */
  private JournalId end(List<Reached> granted) {
    return granted.stream()
        .map(one -> one.view().end())
        .reduce(history.end(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /**
   * @param refused true if another instance has the lease; otherwise no store granted it
   */
  private long giveUp(State.Claiming claiming, boolean refused) {
    long now = clock.nanos();
    claiming.asked().forEach(watch -> watch.wants(new Wish.Release(claiming.lease())));
    if (claiming.alone()) {
      state = new State.Alone(now);
      return LOOK_NANOS;
    }
    if (!refused) {
      return leadAlone();
    }
    notBeforeNanos = now + (long) (random.getAsDouble() * length.toNanos() / 2);
    state = new State.Following(now);
    return LOOK_NANOS;
  }

  private long lead(State.Leading leading) {
    List<Reached> reached = reached();
    WriterLease ours = leading.lease();
    boolean fenced = reached.stream().anyMatch(one -> isLater(one.view().holder(), ours));
    boolean minority =
        majority
            && !isEnough(reached.stream().filter(one -> one.granted(ours)).toList())
            && clock.nanos() - leading.sinceNanos() > length.toNanos();
    return fenced || minority ? stepDown() : LOOK_NANOS;
  }

  private long stepDown() {
    state = new State.Following(clock.nanos());
    watches().forEach(LeaseWatch::observes);
    ingest.follow();
    roleChanged.wake();
    return 0;
  }

  private static boolean isLater(WriterLease holder, WriterLease ours) {
    return holder.epoch() != ours.epoch()
        ? holder.epoch() > ours.epoch()
        : holder.instance().compareTo(ours.instance()) > 0;
  }

  private void noteLeader(Optional<WriterLease> next) {
    if (!leader.equals(next)) {
      leader = next;
      next.ifPresent(lease -> log.report(new RoleEvent.Follows(lease)));
      watches().forEach(LeaseWatch::observes);
    }
  }

  /** Copies the history that counts: of the last leader, from the store that has most of it. */
  private boolean copy(boolean led, List<Reached> from) {
    return from.stream()
        .filter(one -> one.voter().replica().isPresent())
        .max(Leadership::compare)
        .map(best -> history.copy(best.voter().replica().orElseThrow(), best.view(), led))
        .orElse(true);
  }

  private static int compare(Reached a, Reached b) {
    if (a.view().lineage().isLaterThan(b.view().lineage())) {
      return 1;
    }
    return b.view().lineage().isLaterThan(a.view().lineage())
        ? -1
        : a.view().end().compareTo(b.view().end());
  }

  private List<LeaseView> views() {
    return reached().stream().map(Reached::view).toList();
  }

  private List<Reached> reached() {
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

  private boolean isEnough(List<Reached> reached) {
    return majority ? 2 * reached.size() > voters.size() : !reached.isEmpty();
  }

  private boolean allAnsweredSince(long nanos) {
    return watches().stream()
        .allMatch(watch -> watch.seen().filter(seen -> seen.askedNanos() - nanos >= 0).isPresent());
  }

  private long heldUntil() {
    return watches().stream()
        .flatMap(watch -> watch.seen().stream())
        .mapToLong(Sighting::heldUntilNanos)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** True if another instance announced itself as a follower lately. Any thread. */
  public boolean hasFollower() {
    return report().instances().stream()
        .anyMatch(
            other ->
                !other.instance().equals(instance)
                    && other.age().compareTo(Duration.ofSeconds(3)) < 0);
  }

  /** Ends the lease with the next step of each watch, so that another instance can lead. */
  public void release() {
    if (state instanceof State.Leading(WriterLease lease, _)) {
      watches().forEach(watch -> watch.release(lease));
    }
  }
}
