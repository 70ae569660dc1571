package btcfeed.rehearsal.soak;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.rehearsal.faults.RedisPair;
import btcfeed.rehearsal.service.ServiceProcess;
import btcfeed.rehearsal.service.ServiceSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** {@code drill --soak}: starts everything, soaks, and prints the report. */
public final class SoakVerb {
  /** The report comes within this time after an interrupt: each step until then has a limit. */
  public static final Duration REPORT_WITHIN = Duration.ofSeconds(150);

  private static final int SEEDS = 1_000_000;

  private final RedisPair.Launcher launcher;
  private final Clock clock;

  /**
   * Makes one.
   *
   * @param launcher runs the two Redis
   */
  public SoakVerb(RedisPair.Launcher launcher, Clock clock) {
    this.launcher = launcher;
    this.clock = clock;
  }

  /**
   * Soaks and prints the report.
   *
   * @param interrupted true once the soak is to end early
   * @return true if every guarantee was kept
   */
  public boolean soak(
      PrintStream out, PrintStream err, SoakOptions options, BooleanSupplier interrupted) {
    long seed = options.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Progress progress = new Progress(err, terminal);
    try {
      progress.print(
          "Setting up two Redis, four simulated venues and the service between them; seed "
              + seed
              + " ...");
      SoakReport report = soak(err, options, seed, progress, interrupted);
      print(report, options.json(), out);
      return report.fine();
    } catch (CannotStart why) {
      progress.end();
      err.println("The soak cannot go on: " + why.getMessage());
      return false;
    }
  }

  private SoakReport soak(
      PrintStream err,
      SoakOptions options,
      long seed,
      Progress progress,
      BooleanSupplier interrupted)
      throws CannotStart {
    Path directory = directory();
    boolean fine = false;
    try (SoakStores stores = SoakStores.start(directory, launcher, clock);
        SoakVenues venues = SoakVenues.start(seed, clock);
        ServiceProcess service =
            ServiceProcess.start(
                ServiceSettings.of(
                    venues.simulators(), stores::proxyPort, directory.resolve("data")),
                directory.resolve("service.log"))) {
      SoakReport report =
          new Soak(options, seed, venues, stores, service, clock, progress, interrupted).run();
      progress.end();
      fine = report.fine();
      return report;
    } finally {
      if (fine) {
        Folders.delete(directory);
      } else {
        err.println("The service's log is kept: " + directory.resolve("service.log"));
      }
    }
  }

  private static Path directory() throws CannotStart {
    try {
      return Files.createTempDirectory("btc-feed-soak");
    } catch (IOException failed) {
      throw new CannotStart("there is no place for its files: " + failed);
    }
  }

  private static void print(SoakReport report, boolean json, PrintStream out) {
    if (json) {
      out.println(report.json());
    } else {
      out.println();
      out.print(report.table());
      out.println();
      report.broken().forEach(what -> out.println("BROKEN: " + what));
      out.println(report.fine() ? "Every promise was kept." : "Promises were broken: see above.");
    }
    out.flush();
  }
}
