package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the processors of this machine did since it was started, in ticks, from {@code /proc/stat}.
 *
 * @param all together
 * @param stolen for which the host served other guests while this one wanted to run
 */
record ProcessorTime(long all, long stolen) {
  // "cpu user nice system idle iowait irq softirq steal guest guest_nice"; the guests' two are in
  // user and nice already.
  private static final int STEAL = 8;

  static ProcessorTime now() throws IOException {
    String[] cells = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
    long[] ticks = Arrays.stream(cells).skip(1).limit(STEAL).mapToLong(Long::parseLong).toArray();
    return new ProcessorTime(Arrays.stream(ticks).sum(), ticks[STEAL - 1]);
  }

  String until(ProcessorTime later) {
    long passed = later.all - all;
    return passed == 0
        ? "nothing"
        : "%.0f %% of all processor time, by the host"
            .formatted(100.0 * (later.stolen - stolen) / passed);
  }
}
