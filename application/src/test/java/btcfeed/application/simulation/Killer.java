package btcfeed.application.simulation;

import java.util.Optional;

/**
 * Kills the service between any two steps, and before and after each call into journal or store.
 * The service then does not know whether the call took effect.
 *
 * <p>The application may catch what it throws, as it catches every error. A dead process does
 * nothing more, so until the simulation has {@link #buried} it, each further point throws too.
 */
final class Killer {
  private long pointsLeft = Long.MAX_VALUE;
  private Optional<Killed> death = Optional.empty();

  /** The end of the process, wherever it is. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    final String where;

    Killed(String where) {
      super(where, null, false, false);
      this.where = where;
    }
  }

  /** It dies at the {@code points}th place from here where it can. */
  void killAfter(long points) {
    pointsLeft = points;
  }

  void spare() {
    pointsLeft = Long.MAX_VALUE;
  }

  /** A place to die. */
  void point(String where) {
    if (death.isEmpty() && pointsLeft-- <= 0) {
      spare();
      death = Optional.of(new Killed(where));
    }
    if (death.isPresent()) {
      throw death.get();
    }
  }

  boolean dead() {
    return death.isPresent();
  }

  /** Where it died, once; empty while it lives. */
  Optional<String> buried() {
    Optional<String> where = death.map(killed -> killed.where);
    death = Optional.empty();
    return where;
  }
}
