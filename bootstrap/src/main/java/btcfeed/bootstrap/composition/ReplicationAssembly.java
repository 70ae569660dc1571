package btcfeed.bootstrap.composition;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.lead.Leadership;
import btcfeed.application.lead.LeaseWatch;
import btcfeed.application.lead.Voter;
import btcfeed.application.observe.PriceFreshness;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Sender;
import btcfeed.application.replicate.SenderOptions;
import btcfeed.application.work.CloseStack;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.journal.FileJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Composes leadership and the senders: one watch of the lease and one sender for each store. */
final class ReplicationAssembly {
  private final FeedConfig config;
  private final FileJournal journal;
  private final StoreFactory stores;
  private final Ingest ingest;
  private final Measure measure;
  private final Clock clock;
  private final FeedLog log;
  private final Duration lease;
  private final long startedUs;
  private final String version;
  private volatile Supplier<Role> role = () -> Role.FOLLOWER;
  private volatile BooleanSupplier inSync = () -> false;
  private volatile Supplier<String> address = () -> "";

  ReplicationAssembly(
      FeedConfig config,
      FileJournal journal,
      StoreFactory stores,
      Ingest ingest,
      Measure measure,
      Clock clock,
      FeedLog log,
      String version) {
    this.config = config;
    this.journal = journal;
    this.stores = stores;
    this.ingest = ingest;
    this.measure = measure;
    this.clock = clock;
    this.log = log;
    this.lease = config.stores().instances().lease();
    this.startedUs = clock.wallUs();
    this.version = version;
  }

  private record WatchedStore(StoreFactory.OpenedStore opened, LeaseWatch watch) {
    Voter voter() {
      return new Voter(
          watch, opened.hasStreams() ? Optional.of(opened.replica()) : Optional.empty());
    }
  }

  /**
   * Makes the parts; nothing runs yet.
   *
   * @param ownAddress where other instances and people find this one
   * @param parts closes what is opened here
   */
  Replication assemble(Supplier<String> ownAddress, CloseStack parts) {
    address = ownAddress;
    List<WatchedStore> watched =
        stores.stores().stream()
            .map(store -> new WatchedStore(store, parts.push(watch(store))))
            .toList();
    Leadership leadership = leadership(watched, parts);
    role = leadership::role;
    inSync = leadership::isInSync;
    List<Sender> senders = new ArrayList<>();
    for (WatchedStore store : watched) {
      Sender sender = sender(store, leadership);
      parts.push(sender::close);
      senders.add(sender);
    }
    ActiveStoreManager active =
        new ActiveStoreManager(
            sender(senders, StoreName.PRIMARY),
            sender(senders, StoreName.FAILOVER),
            config.stores().failbackGrace(),
            clock,
            log);
    ReadStores reads =
        new FailoverReads(
            stores.stores().stream().map(StoreFactory.OpenedStore::replica).toList(),
            () -> active.active().store());
    PriceFreshness freshness = new PriceFreshness(senders, active, config.staleAfter(), clock);
    return new Replication(leadership, List.copyOf(senders), active, freshness, reads);
  }

  private Leadership leadership(List<WatchedStore> watched, CloseStack parts) {
    List<Voter> voters = new ArrayList<>();
    watched.forEach(store -> voters.add(store.voter()));
    stores
        .witness()
        .map(witness -> parts.push(watch("witness", witness)))
        .ifPresent(watch -> voters.add(new Voter(watch, Optional.empty())));
    return new Leadership(
        voters,
        stores.witness().isPresent(),
        journal.instance(),
        startedUs,
        lease,
        journal,
        ingest,
        journal::nextEpoch,
        clock,
        log,
        ReplicationAssembly::random,
        Parallel::together);
  }

  private Sender sender(WatchedStore store, Leadership leadership) {
    return new Sender(
        store.opened().replica(),
        () -> leadership.lease(store.watch()),
        SenderOptions.DEFAULT.withLongestRetry(config.stores().longestRetry()),
        journal,
        ingest,
        ingest,
        clock,
        log,
        measure,
        ReplicationAssembly::random);
  }

  private LeaseWatch watch(StoreFactory.OpenedStore store) {
    return watch(store.replica().name().text(), store.lease());
  }

  private LeaseWatch watch(String name, LeasePort port) {
    return new LeaseWatch(name, journal.instance(), port, lease, this::announcement, clock);
  }

  private InstanceReport announcement() {
    return new InstanceReport(
        journal.instance(),
        role.get(),
        inSync.getAsBoolean(),
        address.get(),
        version,
        Duration.ZERO);
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static Optional<Sender> sender(List<Sender> senders, StoreName name) {
    return senders.stream().filter(sender -> sender.name() == name).findFirst();
  }
}
