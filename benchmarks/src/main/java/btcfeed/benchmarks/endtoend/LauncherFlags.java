package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The JVM flags of the service's launcher. The service is measured as users run it, and the
 * yardsticks get the same heap, collector and object layout.
 */
final class LauncherFlags {
  private static final Pattern ARRAY =
      Pattern.compile("^readonly (?:HEAP|GC|FLAGS)=\\(([^)]*)\\)", Pattern.MULTILINE);

  private LauncherFlags() {}

  /** Reads the flags; fails if they are not found. */
  static List<String> read(Path root) throws IOException {
    List<String> flags =
        ARRAY
            .matcher(Files.readString(root.resolve("btc-feed")))
            .results()
            .flatMap(array -> Arrays.stream(array.group(1).trim().split("\\s+")))
            .toList();
    if (flags.stream().noneMatch(flag -> flag.startsWith("-Xmx"))) {
      throw new IOException("the launcher ./btc-feed names no JVM flags in HEAP, GC and FLAGS");
    }
    return flags;
  }
}
