package btcfeed.testsupport;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A connection to an {@link InMemoryStore}, which writes and reads. */
final class InMemoryConnection implements PricePort, ReadPort {
  private final InMemoryStore store;
  private WriterLease lease = WriterLease.NONE_YET;
  private boolean closed;

  InMemoryConnection(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public PositionResult position() {
    return closed ? new PositionResult.Failed(new Failure.Unreachable("closed")) : store.position();
  }

  @Override
  public Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
    this.lease = lease;
    return unlessClosed(() -> store.claim(lease, lineage, after, read));
  }

  @Override
  public Outcome cutAfter(WriterLease lease, JournalId after) {
    return unlessClosed(() -> store.cutAfter(lease, after));
  }

  @Override
  public Outcome apply(Batch batch, JournalId after) {
    return write(after, batch.last(), () -> batch.entries().forEach(store::apply));
  }

  @Override
  public Outcome applyCritical(Batch newest, JournalId after) {
    return write(
        after,
        after,
        () ->
            newest.entries().stream()
                .filter(entry -> entry.id().isAfter(after))
                .forEach(store::applyLatest));
  }

  @Override
  public Outcome probe(JournalId after) {
    return write(after, after, () -> {});
  }

  private Outcome write(JournalId after, JournalId cursor, Runnable change) {
    return unlessClosed(() -> store.write(lease, after, cursor, change));
  }

  private Outcome unlessClosed(Supplier<Outcome> call) {
    return closed ? new Outcome.Failed(new Failure.Unreachable("closed")) : call.get();
  }

  @Override
  public ReadPort reads() {
    return this;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public ReadResult<Optional<String>> text(String key) {
    return store.read(() -> store.values().text(key));
  }

  @Override
  public ReadResult<Map<String, String>> fields(String key) {
    return store.read(
        () ->
            key.equals("btc:feed")
                ? new ReadResult.Found<>(store.feed())
                : store.values().fields(key));
  }

  @Override
  public ReadResult<List<String>> newest(String key, int count) {
    return store.read(() -> store.values().newest(key, count));
  }

  @Override
  public ReadResult<Page> between(String stream, JournalId after, JournalId before, int limit) {
    return store.read(() -> new ReadResult.Found<>(store.between(stream, after, before, limit)));
  }
}
