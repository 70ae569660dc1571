package btcfeed.application.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Chance, all of it from one seed. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this(new SplittableRandom(seed));
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Dice of one's own, so that who rolls more often does not change what others roll. */
  Dice split() {
    return new Dice(random.split());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double fraction() {
    return random.nextDouble();
  }

  /** Both ends included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** Milliseconds, both ends included, as nanoseconds. */
  long millis(long least, long most) {
    return between(least * 1_000_000, most * 1_000_000);
  }

  /** How long until something happens that happens every {@code mean} nanoseconds or so. */
  long exponential(long mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean);
  }

  <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
