package btcfeed.testsupport;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Mutations in the in-memory store")
class InMemoryMutationsTest extends MutationContract {
  @Override
  protected PricePortContract.Subject subject() {
    return InMemorySubject.create();
  }
}
