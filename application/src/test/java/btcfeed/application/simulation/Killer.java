package btcfeed.application.simulation;

/**
 * Kills the service between any two steps: not only between the application's own, but also before
 * and after each call into journal or store, when it took effect and nobody knows.
 */
final class Killer {
  private long pointsLeft = Long.MAX_VALUE;

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
    if (pointsLeft-- <= 0) {
      spare();
      throw new Killed(where);
    }
  }
}
