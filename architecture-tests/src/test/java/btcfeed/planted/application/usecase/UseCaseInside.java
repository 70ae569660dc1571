package btcfeed.planted.application.usecase;

/** What a use case is made of, which adapters may not see. */
public final class UseCaseInside {
  private UseCaseInside() {}
}
