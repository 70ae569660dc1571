package btcfeed.testsupport;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The in-memory store, as a price port")
class InMemoryStoreTest extends PricePortContract {
  @Override
  protected Subject subject() {
    InMemoryStore store = new InMemoryStore();
    return new Subject() {
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
