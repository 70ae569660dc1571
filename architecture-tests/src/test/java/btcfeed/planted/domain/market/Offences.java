package btcfeed.planted.domain.market;

import btcfeed.planted.application.usecase.UseCase;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
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

  static final class RoundsOnTheWayIn {
    static String text(double price) {
      return Double.toString(price);
    }
  }

  static final class GlobalCounter {
    static final AtomicReference<String> LAST = new AtomicReference<>("");
  }

  static final class GlobalMap {
    static final HashMap<String, String> NAMES = new HashMap<>();
  }

  static final class GlobalState {
    static final State STATE = new State();
  }

  static final class State {
    private int value;

    int next() {
      value++;
      return value;
    }
  }

  static final class Global {
    static int count;

    private Global() {}
  }
}
