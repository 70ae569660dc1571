package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.http.FeedHttp;
import btcfeed.journal.FileJournal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Preflight: tries out everything {@code run} would need and prints a table of it.
 *
 * <p>A store that is away would not keep {@code run} from starting, but it is what one wants to
 * know beforehand, so it fails the check.
 */
final class CheckVerb {
  private final Clock clock;

  CheckVerb(Clock clock) {
    this.clock = clock;
  }

  int check(Start start) {
    FeedConfig config = start.config();
    List<CheckRow> rows = new ArrayList<>();
    start.warnings().forEach(warning -> rows.add(CheckRow.warn("configuration", warning)));
    rows.add(CheckRow.ok("configuration", "every setting can be used"));
    CheckRow dataDirectory = dataDirectory(config.journal().dataDir());
    rows.add(dataDirectory);
    rows.add(httpPort(config.http()));
    rows.addAll(new StoreChecks(config, clock).rows(!dataDirectory.failed()));
    rows.addAll(new VenueChecks(config, clock).rows());
    int width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    for (CheckRow row : rows) {
      start
          .out()
          .printf("  %-4s  %-" + width + "s  %s%n", row.mark().text(), row.what(), row.found());
    }
    boolean fine = rows.stream().noneMatch(CheckRow::failed);
    start.out().println(fine ? "run would work." : "run would not work as configured.");
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private static CheckRow dataDirectory(Path directory) {
    return FileJournal.obstacle(directory.resolve(RunVerb.JOURNAL))
        .map(why -> CheckRow.fail("data directory", why + " (FEED_DATA_DIR)"))
        .orElseGet(() -> CheckRow.ok("data directory", directory + room(directory)));
  }

  private static String room(Path directory) {
    try {
      return ", " + (Files.getFileStore(directory).getUsableSpace() >> 20) + " MiB free";
    } catch (IOException _) {
      // Some file systems do not tell; it can be written, and that is what counts.
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
