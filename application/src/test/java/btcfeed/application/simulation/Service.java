package btcfeed.application.simulation;

import btcfeed.application.Feed;
import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.lead.Leadership;
import btcfeed.application.lead.LeaseWatch;
import btcfeed.application.lead.Voter;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.Observer;
import btcfeed.application.observe.PriceFreshness;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.Sender;
import btcfeed.application.replicate.SenderOptions;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineId;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of a service, wired as bootstrap wires it, with its workers on the timeline. */
final class Service {
  static final Duration GRACE = Duration.ofSeconds(5);
  static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final long KEEP_RECORDS = 1_000_000;
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final int ROOM = 64;
  private static final LineTimings TIMINGS =
      new LineTimings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofHours(20));
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

  final Instance host;
  private final World world;
  private final Dice dice;
  private final Promises promises;
  private final List<StepWorker> workers = new ArrayList<>();
  private final Ingest ingest;
  private final ActiveStoreManager active;
  private final Observer observer;
  private final Leadership leadership;
  private final Feed feed;
  private final Runnable step;
  private final String name;
  private boolean alive = true;
  private boolean closing;

  Service(
      World world,
      Promises promises,
      Instance host,
      JournalPort journal,
      List<Exchange> exchanges,
      List<StoreServer> stores,
      Runnable step) {
    this.host = host;
    this.world = world;
    this.step = step;
    this.name = host.name();
    this.dice = world.dice.split();
    this.promises = promises;
    Map<Venue, VenueStats> stats = new LinkedHashMap<>();
    ingest =
        new Ingest(
            journal,
            host.clock,
            this::log,
            (_, _) -> {},
            venue -> stats.computeIfAbsent(venue, VenueStats::new),
            venue -> exchange(exchanges, venue).ledgers.getFirst().continuity);
    StallDetector stalls = new StallDetector();
    List<ConnectionManager> managers = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      managers.addAll(
          lines(exchange, stalls, stats.computeIfAbsent(exchange.venue, VenueStats::new)));
    }
    List<Backfill> backfills =
        exchanges.stream()
            .map(
                exchange ->
                    new Backfill(
                        stats.computeIfAbsent(exchange.venue, VenueStats::new),
                        exchange.archive.open(host),
                        ingest,
                        host.clock,
                        this::log))
            .toList();
    List<Voter> voters = stores.stream().map(this::voter).toList();
    leadership =
        new Leadership(
            voters,
            false,
            name,
            host.clock.wallUs(),
            LEASE,
            journal,
            ingest,
            host::nextEpoch,
            host.clock,
            this::log,
            dice::fraction,
            all -> all.forEach(Runnable::run));
    List<Sender> senders =
        voters.stream().map(voter -> sender(voter, leadership, journal)).toList();
    active =
        new ActiveStoreManager(
            sender(senders, StoreName.PRIMARY),
            sender(senders, StoreName.FAILOVER),
            GRACE,
            host.clock,
            this::log);
    observer =
        new Observer(
            managers,
            ingest,
            journal,
            senders,
            active,
            new PriceFreshness(
                senders, active, STALE_AFTER, Sabotage.ages(world.plant, host.clock)),
            new FeedSnapshot.Setup("test", "test", name, true, 1_000_000, 1_000),
            Observer.Sources.NONE,
            Sabotage.ages(world.plant, host.clock));
    feed =
        new Feed(
            managers,
            backfills,
            ingest,
            journal,
            leadership,
            senders,
            List.of(),
            active,
            new JournalRetention(journal, senders, List.of(), KEEP_RECORDS, this::log),
            observer,
            (_, part, of) -> {
              StepWorker worker = new StepWorker(world, this, part, of, this::bug);
              workers.add(worker);
              return worker;
            });
    feed.start();
  }

  boolean alive() {
    return alive;
  }

  /** From now on nothing of it runs. */
  void dies() {
    alive = false;
    workers.forEach(StepWorker::stop);
  }

  /** Stops as an operator stops it. The others go on meanwhile. */
  void close() {
    closing = true;
    feed.close();
  }

  boolean isClosing() {
    return closing;
  }

  /** While this one waits for the end of its workers. */
  void othersStep() {
    step.run();
    if (!alive) {
      throw new Killer.Killed("while it was closing");
    }
  }

  /** True if it leads, and goes on to. */
  boolean leads() {
    return alive && !closing && leadership.role() == Role.LEADER;
  }

  boolean isInSync() {
    return leadership.report().inSync();
  }

  /** True while its queue has no room to spare: then nothing is read from the lines. */
  boolean isFull() {
    return ingest.queued() > Ingest.QUEUE_LIMIT - ROOM;
  }

  /** These trades are being handed over. */
  void delivered(List<Trade> trades) {
    promises.delivered(host, trades);
  }

  /** Another program wants this of its keys changed. */
  void change(Mutation mutation) {
    boolean _ = ingest.offer(mutation);
  }

  StoreName activeStore() {
    return active.active().store();
  }

  int queued() {
    return ingest.queued();
  }

  int switches() {
    return active.history().size();
  }

  FeedSnapshot snapshot() {
    return observer.snapshot();
  }

  private List<ConnectionManager> lines(Exchange exchange, StallDetector stalls, VenueStats stats) {
    AcceptTrades trades = Sabotage.lines(world.plant, ingest, this::leads);
    VenueLines shared = VenueLines.of(2, 60, stats, stalls, host.clock);
    List<ConnectionManager> both = new ArrayList<>();
    for (String letter : List.of("a", "b")) {
      both.add(
          new ConnectionManager(
              exchange.line(new LineId(exchange.venue, letter), this),
              TIMINGS,
              BACKOFF,
              trades,
              shared,
              host.clock,
              dice::fraction,
              this::log));
    }
    both.getLast().follows(both.getFirst(), Duration.ofSeconds(3));
    return both;
  }

  private Voter voter(StoreServer store) {
    return new Voter(
        new LeaseWatch(
            store.name.text(),
            name,
            store.openLease(host),
            LEASE,
            () ->
                new InstanceReport(
                    name,
                    leadership.role(),
                    leadership.isInSync(),
                    "simulated",
                    "test",
                    Duration.ZERO),
            host.clock),
        Optional.of(new Replica(store.name, "simulated", store.open(host))));
  }

  private Sender sender(Voter voter, Leadership leadership, JournalPort journal) {
    return new Sender(
        voter.replica().orElseThrow(),
        () -> leadership.lease(voter.watch()),
        SenderOptions.DEFAULT,
        journal,
        Sabotage.merged(world.plant, ingest),
        ingest,
        host.clock,
        this::log,
        (_, _) -> {},
        dice::fraction);
  }

  private void bug(String where, Throwable bug) {
    log(new FeedEvent.Bug(where, bug.toString()));
  }

  private void log(FeedEvent event) {
    if (host.killer.dead()) {
      return;
    }
    world.trace.note(() -> name + " log: " + event);
    promises.heard(event);
  }

  private static Exchange exchange(List<Exchange> all, Venue venue) {
    return all.stream().filter(one -> one.venue.equals(venue)).findFirst().orElseThrow();
  }

  private static Optional<Sender> sender(List<Sender> senders, StoreName name) {
    return senders.stream().filter(sender -> sender.name() == name).findFirst();
  }
}
