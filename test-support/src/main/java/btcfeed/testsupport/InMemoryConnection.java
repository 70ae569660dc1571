package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.Optional;

/** A writer's connection to an {@link InMemoryStore}. */
final class InMemoryConnection implements PricePort {
  private final InMemoryStore store;
  private WriterLease lease = WriterLease.NONE_YET;
  private boolean closed;

  InMemoryConnection(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Reading position() {
    return closed ? new Reading.Failed(new Failure.Unreachable("closed")) : store.position();
  }

  @Override
  public Outcome claim(WriterLease lease, JournalId after, StorePosition read) {
    this.lease = lease;
    return closed ? unreachable() : store.claim(lease, after, read);
  }

  @Override
  public Outcome keep(Batch batch, JournalId after) {
    return closed ? unreachable() : store.write(lease, after, Optional.of(batch));
  }

  @Override
  public Outcome keepCritical(Batch newest, JournalId after) {
    return closed ? unreachable() : store.writeCritical(lease, newest, after);
  }

  @Override
  public Outcome probe(JournalId after) {
    return closed ? unreachable() : store.write(lease, after, Optional.empty());
  }

  @Override
  public ReadPort reads() {
    return store.reads();
  }

  @Override
  public void close() {
    closed = true;
  }

  private Outcome unreachable() {
    return new Outcome.Failed(new Failure.Unreachable("closed"));
  }
}
