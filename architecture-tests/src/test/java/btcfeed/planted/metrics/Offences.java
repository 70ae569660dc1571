package btcfeed.planted.metrics;

import btcfeed.planted.application.usecase.UseCaseInside;
import btcfeed.planted.redis.store.Store;

/** What the latencies may not see. */
public final class Offences {
  private Offences() {}

  record KnowsItsNeighbour(Store store) {}

  record KnowsAUseCase(UseCaseInside inside) {}
}
