package btcfeed.rehearsal.soak;

import btcfeed.rehearsal.soak.SoakOrder;
import btcfeed.domain.time.Clock;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
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

  /**
   * Soaks and prints the report.
   *
   * @return true if every promise was kept
   */
  public boolean soak(PrintStream out, PrintStream err, SoakOrder order) {
    long seed = order.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Progress progress = new Progress(err, terminal);
    CtrlC ctrlC = CtrlC.listen(REPORT_WITHIN);
    boolean fine = false;
    try {
      progress.say(
          "Setting up two Redis, four simulated venues and the service between them; seed "
              + seed
              + " ...");
      fine = tell(out, order, soak(err, order, seed, progress, ctrlC));
    } catch (CannotSoak why) {
      progress.end();
      err.println("The soak cannot go on: " + why.getMessage());
    } finally {
      ctrlC.finish(fine ? 0 : 1);
    }
    return fine;
  }

  private SoakReport soak(PrintStream err, SoakOrder order, long seed, Progress progress, CtrlC ctrlC)
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
        err.println("The service's log is kept: " + directory.resolve("service.log"));
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

  private static boolean tell(PrintStream out, SoakOrder order, SoakReport report) {
    if (order.json()) {
      out.println(report.json());
    } else {
      out.println();
      out.print(report.table());
      out.println();
      report.broken().forEach(what -> out.println("BROKEN: " + what));
      out.println(report.fine() ? "Every promise was kept." : "Promises were broken: see above.");
    }
    out.flush();
    return report.fine();
  }
}
