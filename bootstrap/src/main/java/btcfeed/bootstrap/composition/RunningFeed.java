package btcfeed.bootstrap.composition;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.Sender;
import btcfeed.application.work.CloseStack;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.rehearsal.drill.DrilledFeed;
import java.util.List;
import java.util.function.Supplier;

/** A whole service that runs, until it is closed. Any thread. */
final class RunningFeed implements DrilledFeed {
  private final CloseStack opened;
  private final int httpPort;
  private final Ingest ingest;
  private final List<Sender> senders;
  private final ActiveStoreManager active;
  private final Supplier<Role> role;

  RunningFeed(
      CloseStack opened,
      int httpPort,
      Ingest ingest,
      List<Sender> senders,
      ActiveStoreManager active,
      Supplier<Role> role) {
    this.opened = opened;
    this.httpPort = httpPort;
    this.ingest = ingest;
    this.senders = senders;
    this.active = active;
    this.role = role;
  }

  /** The port that the HTTP side listens on. */
  int httpPort() {
    return httpPort;
  }

  /** True while it accepts trades; before, it holds them. */
  boolean leads() {
    return role.get() == Role.LEADER;
  }

  /** True once every trade received is in the journal and in every store that takes it. */
  boolean settled() {
    return ingest.idle() && senders.stream().allMatch(RunningFeed::isUpToDate);
  }

  @Override
  public StoreName activeStore() {
    return active.active().store();
  }

  @Override
  public boolean upToDate(StoreName store) {
    return isUpToDate(sender(store));
  }

  @Override
  public JournalId applied(StoreName store) {
    return sender(store).applied();
  }

  private static boolean isUpToDate(Sender sender) {
    return sender.state() instanceof StoreState.Live && sender.idle();
  }

  private Sender sender(StoreName name) {
    return senders.stream().filter(sender -> sender.name() == name).findFirst().orElseThrow();
  }

  /**
   * Stops within ten seconds. HTTP stops last, so that readiness is seen to fail while the rest
   * drains.
   */
  @Override
  public void close() {
    opened.close();
  }
}
