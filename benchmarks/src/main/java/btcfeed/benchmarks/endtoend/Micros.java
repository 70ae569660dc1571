package btcfeed.benchmarks.endtoend;

import java.time.Instant;

/** The wall clock in microseconds: the only clock that all processes of a computer share. */
final class Micros {
  private Micros() {}

  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
