package btcfeed.planted.journal;

import btcfeed.planted.application.usecase.UseCase;
import btcfeed.planted.redis.store.Store;

/** What the journal may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(Store store) {}

  record KnowsAUseCase(UseCase useCase) {}
}
