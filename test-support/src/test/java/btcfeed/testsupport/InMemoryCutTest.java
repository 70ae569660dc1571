package btcfeed.testsupport;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Cuts of the in-memory store")
class InMemoryCutTest extends CutContract {
  @Override
  protected PricePortContract.Subject subject() {
    return InMemorySubject.create();
  }
}
