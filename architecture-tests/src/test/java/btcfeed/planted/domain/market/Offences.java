package btcfeed.planted.domain.market;

import btcfeed.planted.application.usecase.UseCase;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Logger;

/** What the domain, and the market in it, may not be. */
public final class Offences {
  private Offences() {}

  record AtAnAddress(URI uri) {}

  record OnDisk(Path path) {}

  record Logged(Logger log) {}

  record Concurrent(BlockingQueue<String> queue) {}

  record Threaded(Thread thread) {}

  record KnowsAUseCase(UseCase useCase) {}

  record Rounded(double price) {}

  record RoundsOnTheWayOut(String price) {
    Double asNumber() {
      return Double.valueOf(price);
    }
  }

  static final class Global {
    static int count;

    private Global() {}
  }
}
