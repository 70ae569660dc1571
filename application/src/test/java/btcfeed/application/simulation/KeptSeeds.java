package btcfeed.application.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Seeds that once found something: {@code kept-seeds.txt} says what. */
final class KeptSeeds {
  private static final List<String> LINES = lines();

  /** What several instances did not meet when the seeds with the word "instances" were kept. */
  private static final Set<Fault> NOT_WITH_SEVERAL_ONCE =
      Set.of(
          Fault.STORE_LOSES_TICKS,
          Fault.STORE_LOSES_MARKS,
          Fault.DISKS_ARE_SMALL,
          Fault.DISK_FILLS_UP);

  private KeptSeeds() {}

  static List<Long> all() {
    return LINES.stream().map(line -> Long.valueOf(line.split(" ", 2)[0])).toList();
  }

  /** True for a seed that was kept when every run had one instance. */
  static boolean isOfOneInstance(long seed) {
    return LINES.stream().anyMatch(line -> line.equals("" + seed) || line.equals(seed + " keys"));
  }

  /** The kinds of fault of a seed; of a kept one, those it had when it found something. */
  static Set<Fault> kinds(long seed) {
    Set<Fault> kinds = Simulation.kinds(seed);
    if (LINES.contains(seed + " instances")) {
      kinds.removeAll(NOT_WITH_SEVERAL_ONCE);
    }
    if (LINES.contains(Long.toString(seed))) {
      kinds.removeIf(fault -> fault.compareTo(Fault.KEYS_ARE_CHANGED) >= 0);
    }
    return kinds;
  }

  private static List<String> lines() {
    try (InputStream file = KeptSeeds.class.getResourceAsStream("kept-seeds.txt")) {
      if (file == null) {
        throw new IllegalStateException("kept-seeds.txt is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
