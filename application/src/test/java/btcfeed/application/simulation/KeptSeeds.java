package btcfeed.application.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Seeds that once found something: {@code kept-seeds.txt} says what. */
final class KeptSeeds {
  private KeptSeeds() {}

  static List<Long> all() {
    try (InputStream file = KeptSeeds.class.getResourceAsStream("kept-seeds.txt")) {
      if (file == null) {
        throw new IllegalStateException("kept-seeds.txt is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Long.valueOf(line.strip().split(" ", 2)[0]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kinds of fault of a seed; of a kept one, those it had when it was kept. */
  static Set<Fault> kinds(long seed) {
    Set<Fault> kinds = Simulation.kinds(seed);
    if (all().contains(seed)) {
      kinds.remove(Fault.KEYS_ARE_CHANGED);
    }
    return kinds;
  }
}
