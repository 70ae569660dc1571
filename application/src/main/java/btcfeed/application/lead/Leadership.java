package btcfeed.application.lead;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.lead.LeaseWatch.Wish;
import btcfeed.application.lead.Voters.Reached;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
  private static final long BETWEEN_CLAIMS_NANOS = Duration.ofMillis(500).toNanos();

  /** How far the journal of a follower in sync may be behind the stores, by the leader's clock. */
  private static final long IN_SYNC_MS = 2_000;

  private static final long CLAIM_NANOS = Duration.ofSeconds(5).toNanos();

  private sealed interface State {
    record Following(long sinceNanos) implements State {}

    /** If {@code alone}, this instance accepts trades meanwhile, as it did before. */
    record Claiming(WriterLease lease, long sinceNanos, List<LeaseWatch> asked, boolean alone)
        implements State {}

    record Leading(WriterLease lease, long sinceNanos) implements State {}

    /** No instance leads, and no store grants a lease: accepts trades for the journal only. */
    record Alone(long sinceNanos) implements State {}
  }

  private final Voters voters;
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
  private long copiedNanos;
  private boolean begun;

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
   * @param together runs all of these, in parallel if possible, and returns when all are done
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
      DoubleSupplier random,
      Consumer<List<Runnable>> together) {
    this.voters = new Voters(voters, majority, clock);
    this.instance = instance;
    this.startedUs = startedUs;
    this.length = length;
    this.journal = journal;
    this.ingest = ingest;
    this.history = new HistoryCopy(journal, ingest, log, together);
    this.epochs = epochs;
    this.clock = clock;
    this.log = log;
    this.random = random;
    this.state = new State.Following(clock.nanos());
    this.notBeforeNanos = clock.nanos();
    this.copiedNanos = clock.nanos() - LOOK_NANOS;
  }

  /** Sets the signal for changes of the role. Before the first step. */
  public void onChange(Signal signal) {
    roleChanged = signal;
  }

  /** The watches of the stores and the witness. */
  public List<LeaseWatch> watches() {
    return voters.watches();
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

  /** The lease under which this instance leads; empty if it does not. Any thread. */
  public Optional<WriterLease> leading() {
    return state instanceof State.Leading(WriterLease lease, _)
        ? Optional.of(lease)
        : Optional.empty();
  }

  /** Who leads, the roles of the instances, and the lease. Any thread. */
  public LeadershipReport report() {
    List<LeaseView> views = voters.views();
    Optional<WriterLease> lead =
        state instanceof State.Leading(WriterLease lease, _) ? Optional.of(lease) : leader;
    boolean alone = state instanceof State.Alone;
    return LeadershipReport.of(
        role(), alone, lead, length, views, journal.lineage(), isInSync(views));
  }

  /** True if another instance could stop now, because this one has all that the stores have. */
  public boolean isInSync() {
    return isInSync(voters.views());
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
    if (!begun) {
      begun = true;
      history.begin();
    }
    if (!voters.allAnsweredSince(following.sinceNanos())) {
      return LOOK_NANOS;
    }
    List<Reached> reached = voters.reached();
    Optional<WriterLease> held = Voters.heldByAnother(instance, reached);
    if (held.isPresent()) {
      noteLeader(held);
      // Each store wakes this step. To copy more often costs the leader's stores more.
      if (now - copiedNanos >= LOOK_NANOS) {
        copiedNanos = now;
        boolean _ = history.copy(reached, true);
      }
      return LOOK_NANOS;
    }
    if (now < notBeforeNanos || now < voters.heldUntilNanos()) {
      return LOOK_NANOS;
    }
    noteLeader(Optional.empty());
    if (voters.isEnough(reached)) {
      return begin(reached, false);
    }
    return leadAlone();
  }

  private long begin(List<Reached> reached, boolean alone) {
    long shown = reached.stream().mapToLong(one -> one.view().holder().epoch()).max().orElse(0);
    WriterLease lease = new WriterLease(nextEpoch(shown), instance, startedUs);
    List<LeaseWatch> asked = reached.stream().map(one -> one.voter().watch()).toList();
    asked.forEach(watch -> watch.wants(new Wish.Take(lease, false)));
    state = new State.Claiming(lease, clock.nanos(), asked, alone);
    return LOOK_NANOS;
  }

  /** Higher than what the stores show, and what the journal has: a store may have been emptied. */
  private long nextEpoch(long shown) {
    long seen = Math.max(shown, journal.lineage().newestEpoch());
    return epochs.applyAsLong(Math.max(seen + 1, clock.wallUs() / 1_000));
  }

  private long leadAlone() {
    long epoch = nextEpoch(0);
    journal.lineage(journal.lineage().writtenAlone(epoch, instance, history.end()));
    state = new State.Alone(clock.nanos());
    ingest.lead(history.end());
    log.report(new RoleEvent.LeadsAlone());
    roleChanged.wake();
    return LOOK_NANOS;
  }

  private long waitForStores(State.Alone alone) {
    List<Reached> reached = voters.reached();
    if (Voters.heldByAnother(instance, reached).isPresent()) {
      return stepDown();
    }
    boolean due = clock.nanos() - alone.sinceNanos() >= BETWEEN_CLAIMS_NANOS;
    return due && voters.isEnough(reached) ? begin(reached, true) : LOOK_NANOS;
  }

  private long claim(State.Claiming claiming) {
    long now = clock.nanos();
    WriterLease lease = claiming.lease();
    List<Reached> granted = voters.reached().stream().filter(one -> one.granted(lease)).toList();
    boolean late = now - claiming.sinceNanos() >= CLAIM_NANOS;
    boolean refused = claiming.asked().stream().anyMatch(watch -> watch.refused(lease));
    boolean waits =
        voters.isGrantedBySilent(lease)
            || !claiming.asked().stream().allMatch(watch -> watch.answered(lease));
    if (waits && !refused && !late) {
      return LOOK_NANOS;
    }
    if (refused || !voters.isEnough(granted)) {
      return giveUp(claiming, refused);
    }
    if (claiming.alone()) {
      // The journal may lose what was accepted alone, so the ingest must not accept more.
      ingest.follow();
      state = new State.Claiming(lease, claiming.sinceNanos(), claiming.asked(), false);
    }
    JournalId before = history.end();
    if (!history.copy(granted, false)) {
      if (history.end().isAfter(before)) {
        // A long history takes longer than a claim without progress may.
        state = new State.Claiming(lease, clock.nanos(), claiming.asked(), false);
        return LOOK_NANOS;
      }
      return late ? giveUp(claiming, true) : LOOK_NANOS;
    }
    // A store may end later, with records of a history that lost: the journal has none of them.
    journal.lineage(journal.lineage().ledBy(lease.epoch(), instance, history.end()));
    ingest.lead(Voters.end(granted, history.end()));
    state = new State.Leading(lease, clock.nanos());
    watches().forEach(watch -> watch.wants(new Wish.Take(lease, true)));
    log.report(new RoleEvent.Leads(lease.epoch()));
    roleChanged.wake();
    return LOOK_NANOS;
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
    List<Reached> reached = voters.reached();
    WriterLease ours = leading.lease();
    boolean fenced = reached.stream().anyMatch(one -> one.view().holder().isLaterThan(ours));
    boolean minority =
        voters.needMajority()
            && !voters.isEnough(reached.stream().filter(one -> one.granted(ours)).toList())
            && clock.nanos() - leading.sinceNanos() > length.toNanos();
    boolean outranked =
        reached.stream()
            .filter(one -> one.voter().replica().isPresent())
            .anyMatch(history::isOutranked);
    return fenced || minority || outranked ? stepDown() : LOOK_NANOS;
  }

  private long stepDown() {
    state = new State.Following(clock.nanos());
    watches().forEach(LeaseWatch::observes);
    ingest.follow();
    roleChanged.wake();
    return 0;
  }

  private void noteLeader(Optional<WriterLease> next) {
    if (!leader.equals(next)) {
      leader = next;
      next.ifPresent(lease -> log.report(new RoleEvent.Follows(lease)));
      watches().forEach(LeaseWatch::observes);
    }
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
