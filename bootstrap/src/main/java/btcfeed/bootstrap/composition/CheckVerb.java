package btcfeed.bootstrap.composition;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.http.FeedHttp;
import btcfeed.journal.FileJournal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code check}: tries everything that {@code run} needs and prints a table.
 *
 * <p>A store or a sink that does not answer fails the check, although {@code run} would start
 * without it: the operator wants to know it beforehand.
 */
final class CheckVerb {
  /** The time in which a sink promises to answer. */
  private static final Duration SINK_WITHIN = Duration.ofSeconds(10);

  private final Venues venues;
  private final Clock clock;

  CheckVerb(Venues venues, Clock clock) {
    this.venues = venues;
    this.clock = clock;
  }

  int check(Invocation invocation) {
    FeedConfig config = invocation.config();
    List<CheckRow> rows = new ArrayList<>();
    invocation.warnings().forEach(warning -> rows.add(CheckRow.warn("configuration", warning)));
    rows.add(CheckRow.ok("configuration", "every setting can be used"));
    CheckRow dataDirectory = dataDirectory(config.journal().dataDir());
    rows.add(dataDirectory);
    rows.add(httpPort(config.http()));
    rows.addAll(new StoreChecks(config, clock).rows(!dataDirectory.failed()));
    rows.addAll(new VenueChecks(config, venues, clock).rows());
    rows.addAll(new SinkChecks(config.plugins().sinks(), SINK_WITHIN).rows());
    int width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    for (CheckRow row : rows) {
      invocation
          .out()
          .printf("  %-4s  %-" + width + "s  %s%n", row.verdict().text(), row.what(), row.found());
    }
    boolean fine = rows.stream().noneMatch(CheckRow::failed);
    invocation.out().println(fine ? "run would work." : "run would not work as configured.");
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private static CheckRow dataDirectory(Path directory) {
    return FileJournal.obstacle(directory.resolve(RunVerb.JOURNAL))
        .map(why -> CheckRow.fail("data directory", why + " (FEED_DATA_DIR)"))
        .orElseGet(() -> CheckRow.ok("data directory", directory + free(directory)));
  }

  private static String free(Path directory) {
    try {
      return ", " + (Files.getFileStore(directory).getUsableSpace() >> 20) + " MiB free";
    } catch (IOException _) {
      // Some file systems do not know. The directory can be written, which is enough.
      return "";
    }
  }

  private static CheckRow httpPort(FeedConfig.Http http) {
    String address = http.host() + ":" + http.port();
    return FeedHttp.obstacle(new InetSocketAddress(http.host(), http.port()))
        .map(why -> CheckRow.fail("http", address + ": " + why))
        .orElseGet(() -> CheckRow.ok("http", address + " is free"));
  }
}
