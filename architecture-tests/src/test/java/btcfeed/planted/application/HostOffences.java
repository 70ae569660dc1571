package btcfeed.planted.application;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** What the application may not ask of the host, each in the ways it can be asked. */
public final class HostOffences {
  private HostOffences() {}

  static final class ReadsTheClock {
    Instant now() {
      return Instant.now();
    }

    long millis() {
      return System.currentTimeMillis();
    }
  }

  static final class ReadsTheClockByReference {
    LongSupplier now() {
      return System::nanoTime;
    }
  }

  static final class ReadsTheMonotonicClock {
    long now() {
      return System.nanoTime();
    }
  }

  static final class MakesASystemClock {
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  static final class MakesARandom {
    Random random() {
      return new Random();
    }
  }

  static final class DrawsFromTheThread {
    int draw() {
      return ThreadLocalRandom.current().nextInt();
    }
  }

  static final class DrawsFromMath {
    double draw() {
      return Math.random();
    }
  }

  static final class MakesUpAName {
    UUID name() {
      return UUID.randomUUID();
    }
  }

  static final class Sleeps {
    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class WaitsForATime {
    void await(CountDownLatch latch) throws InterruptedException {
      latch.await();
    }
  }

  static final class UsesTheCommonPool {
    long count(List<String> words) {
      return words.parallelStream().count();
    }
  }

  static final class ReadsTheEnvironment {
    boolean home() {
      return System.getenv().containsKey("HOME");
    }
  }

  static final class ReadsAProperty {
    String home() {
      return System.getProperty("user.home", "");
    }
  }

  static final class Exits {
    void exit() {
      System.exit(1);
    }
  }

  static final class Prints {
    void print() {
      System.out.println("a line");
    }
  }

  static final class PrintsErrors {
    void print() {
      System.err.println("a line");
    }
  }
}
