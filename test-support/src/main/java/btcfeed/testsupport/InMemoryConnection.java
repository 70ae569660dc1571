package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import java.util.Optional;

/** A writer's connection to an {@link InMemoryStore}. */
final class InMemoryConnection implements PricePort {
  private final InMemoryStore store;
  private WriterSeat seat = WriterSeat.VACANT;
  private boolean closed;

  InMemoryConnection(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Reading position() {
    return closed ? new Reading.Failed(new Failure.Unreachable("closed")) : store.position();
  }

  @Override
  public Outcome claim(WriterSeat seat, JournalId after, StorePosition read) {
    this.seat = seat;
    return closed ? unreachable() : store.claim(seat, after, read);
  }

  @Override
  public Outcome keep(Batch batch, JournalId after) {
    return closed ? unreachable() : store.write(seat, after, Optional.of(batch));
  }

  @Override
  public Outcome keepCritical(Batch newest, JournalId after) {
    return closed ? unreachable() : store.writeCritical(seat, newest, after);
  }

  @Override
  public Outcome probe(JournalId after) {
    return closed ? unreachable() : store.write(seat, after, Optional.empty());
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
