package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The processor time of this computer since its start, in ticks, from {@code /proc/stat}.
 *
 * @param all the total
 * @param stolen time in which the host ran other guests although this one was ready to run
 */
record ProcessorTime(long all, long stolen) {
  // "cpu user nice system idle iowait irq softirq steal guest guest_nice"; user and nice include
  // guest and guest_nice.
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
