package btcfeed.planted.simulator;

import btcfeed.planted.application.usecase.UseCase;

/** What the simulator may not see or do. */
public final class Offences {
  private Offences() {}

  record KnowsAUseCase(UseCase useCase) {}

  static final class Sleeps {
    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class Prints {
    void print() {
      System.out.println("a line");
    }
  }
}
