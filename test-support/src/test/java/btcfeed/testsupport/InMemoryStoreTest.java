package btcfeed.testsupport;

import org.junit.jupiter.api.DisplayName;

@DisplayName("The in-memory store, as a price port")
class InMemoryStoreTest extends PricePortContract {
  @Override
  protected Subject subject() {
    return InMemorySubject.create();
  }
}
