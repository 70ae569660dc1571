package btcfeed.rehearsal.takeover;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.rehearsal.faults.RedisPair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code drill --instances}: starts everything, rehearses the events, and prints the report. */
public final class TakeoverVerb {
  private final RedisPair.Launcher launcher;
  private final Clock clock;

  /**
   * Makes one.
   *
   * @param launcher runs the two Redis
   */
  public TakeoverVerb(RedisPair.Launcher launcher, Clock clock) {
    this.launcher = launcher;
    this.clock = clock;
  }

  /**
   * Rehearses the events of an order without a {@link TakeoverOptions#complaint}, and prints a
   * table or JSON.
   *
   * @return true if every promise was kept
   */
  public boolean drill(TakeoverOptions options, PrintStream out, PrintStream err) {
    err.printf(
        "Setting up two Redis, a simulated venue and %d instances of the service ...%n",
        options.instances());
    List<TakeoverRow> rows = new ArrayList<>();
    boolean fine = false;
    try {
      Path directory = Files.createTempDirectory("btc-feed-drill");
      fine = rehearse(directory, options, rows, err) && rows.stream().allMatch(TakeoverRow::fine);
      if (fine) {
        Folders.delete(directory);
      } else {
        err.println("The files and logs of the instances are kept: " + directory);
      }
    } catch (IOException failed) {
      err.println("There is no place for the files of the rehearsal: " + failed);
    }
    print(rows, fine, options, out);
    return fine;
  }

  /** Adds a row for each event; true if all were rehearsed. */
  private boolean rehearse(
      Path directory, TakeoverOptions options, List<TakeoverRow> rows, PrintStream err) {
    try (TakeoverStage stage = TakeoverStage.open(directory, launcher, clock)) {
      // After Ctrl-C there is no report, so the files have no reader.
      Thread onExit = new Thread(() -> endNow(stage, directory), "drill-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      TakeoverDrill drill = new TakeoverDrill(stage, options.tradesPerSecond(), clock);
      drill.begin(options.instances());
      for (TakeoverEvent event : options.events()) {
        err.printf("%s: %s ...%n", event.word(), event.what());
        TakeoverRow row = drill.rehearse(event);
        err.printf(Locale.ROOT, "  %.1f s without a new tick%n", row.longestMs() / 1_000);
        rows.add(row);
      }
      boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
      return true;
    } catch (CannotStart why) {
      err.println("The rehearsal cannot go on: " + why.getMessage());
      return false;
    }
  }

  private static void endNow(TakeoverStage stage, Path directory) {
    stage.close();
    Folders.delete(directory);
  }

  private static void print(
      List<TakeoverRow> rows, boolean fine, TakeoverOptions options, PrintStream out) {
    if (options.json()) {
      out.println(TakeoverRow.json(options.instances(), fine, rows));
    } else {
      out.println();
      out.print(TakeoverRow.table(rows));
      out.println();
      out.println(fine ? "Every promise was kept." : "Promises were broken, or not rehearsed.");
    }
  }
}
