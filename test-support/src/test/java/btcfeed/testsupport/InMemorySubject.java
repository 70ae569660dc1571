package btcfeed.testsupport;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import java.util.List;

/** The in-memory store as the contracts see it. */
final class InMemorySubject {
  private InMemorySubject() {}

  static PricePortContract.Subject create() {
    InMemoryStore store = new InMemoryStore();
    return new PricePortContract.Subject() {
      @Override
      public PricePort open() {
        return store.open();
      }

      @Override
      public void empty() {
        store.empty();
      }

      @Override
      public void forgetTicks() {
        store.forgetTicks();
      }

      @Override
      public void forgetCursor() {
        store.forgetCursor();
      }

      @Override
      public void remove(String key) {
        store.remove(key);
      }

      @Override
      public void time(long wallMs) {
        store.time(wallMs);
      }

      @Override
      public List<String> published() {
        return store.published();
      }

      @Override
      public void addForeignTick(JournalId id) {
        store.addForeignTick(id);
      }

      @Override
      public void cut() {
        store.cut();
      }

      @Override
      public void heal() {
        store.heal();
      }

      @Override
      public List<JournalId> ticks() {
        return store.ticks().stream().map(Entry::id).toList();
      }

      @Override
      public List<JournalId> gaps() {
        return store.gaps().stream().map(Entry::id).toList();
      }

      @Override
      public void close() {}
    };
  }
}
