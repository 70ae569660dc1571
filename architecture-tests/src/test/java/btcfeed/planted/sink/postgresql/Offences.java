package btcfeed.planted.sink.postgresql;

import btcfeed.planted.application.usecase.UseCase;

/** What the module may not see. */
public final class Offences {
  private Offences() {}

  record KnowsAUseCase(UseCase useCase) {}
}
