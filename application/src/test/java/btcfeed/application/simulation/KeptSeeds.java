package btcfeed.application.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
}
