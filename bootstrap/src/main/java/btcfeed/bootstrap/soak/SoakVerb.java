package btcfeed.bootstrap.soak;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.SoakOrder;
import btcfeed.bootstrap.cli.Start;
import btcfeed.domain.time.Clock;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** {@code drill --soak}: puts everything up, soaks, says what came out. */
public final class SoakVerb {
  /** After Ctrl-C: recovery, the service's end and counting all have limits within it. */
  private static final Duration REPORT_WITHIN = Duration.ofSeconds(150);

  private static final int SEEDS = 1_000_000;

  private final SoakStores.Setup redis;
  private final Clock clock;

  /**
   * One.
   *
   * @param redis how a Redis of our own is run
   */
  public SoakVerb(SoakStores.Setup redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  public int soak(Start start, SoakOrder order) {
    long seed = order.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Progress progress = new Progress(start.err(), terminal);
    CtrlC ctrlC = CtrlC.listen(REPORT_WITHIN);
    int code = Exit.FAILED;
    try {
      progress.say(
          "Setting up two Redis, four simulated venues and the service between them; seed "
              + seed
              + " ...");
      code = tell(start, order, soak(start, order, seed, progress, ctrlC));
    } catch (CannotSoak why) {
      progress.end();
      start.err().println("The soak cannot go on: " + why.getMessage());
    } finally {
      ctrlC.finish(code);
    }
    return code;
  }

  private SoakReport soak(Start start, SoakOrder order, long seed, Progress progress, CtrlC ctrlC)
      throws CannotSoak {
    Path directory = directory();
    Deque<AutoCloseable> open = new ArrayDeque<>();
    boolean fine = false;
    try {
      SoakStores stores = SoakStores.start(directory, redis, clock);
      open.push(stores);
      SoakVenues venues = SoakVenues.start(seed, clock);
      open.push(venues);
      ServiceProcess service = ServiceProcess.start(directory, venues, stores);
      open.push(service);
      SoakReport report =
          new Soak(order, seed, venues, stores, service, clock, progress, ctrlC::pressed).run();
      progress.end();
      fine = report.fine();
      return report;
    } finally {
      close(open);
      if (fine) {
        Folders.delete(directory);
      } else {
        start.err().println("The service's log is kept: " + directory.resolve("service.log"));
      }
    }
  }

  private static Path directory() throws CannotSoak {
    try {
      return Files.createTempDirectory("btc-feed-soak");
    } catch (IOException failed) {
      throw new CannotSoak("there is no place for its files: " + failed);
    }
  }

  private static void close(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failed) {
        System.err.println("while taking the soak down: " + failed);
      }
    }
  }

  private static int tell(Start start, SoakOrder order, SoakReport report) {
    if (order.json()) {
      start.out().println(report.json());
    } else {
      start.out().println();
      start.out().print(report.table());
      start.out().println();
      report.broken().forEach(what -> start.out().println("BROKEN: " + what));
      start
          .out()
          .println(report.fine() ? "Every promise was kept." : "Promises were broken: see above.");
    }
    start.out().flush();
    return report.fine() ? Exit.FINE : Exit.FAILED;
  }
}
