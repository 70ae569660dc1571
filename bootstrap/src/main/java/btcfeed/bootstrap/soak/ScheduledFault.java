package btcfeed.bootstrap.soak;

import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.Locale;

/** One fault of a plan: when, where, how long. */
sealed interface ScheduledFault {
  /** From the beginning of the soak. */
  Duration at();

  /** Zero where it does not last. */
  Duration lasts();

  /** Its kind, in a word. */
  String word();

  /** For the log: where and what. */
  String text();

  /**
   * A store's.
   *
   * @param dice the same for the same plan: where a wire is cut, how slow it is
   */
  record OnStore(Duration at, StoreName store, StoreFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String word() {
      return fault.word();
    }

    @Override
    public String text() {
      return "%-9s %s%s".formatted(store.text(), fault.what(), forSoLong(lasts));
    }
  }

  /** A venue's. */
  record OnVenue(Duration at, String venue, VenueFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String word() {
      return fault.word();
    }

    @Override
    public String text() {
      return "%-9s %s%s".formatted(venue, fault.what(), forSoLong(lasts));
    }
  }

  private static String forSoLong(Duration lasts) {
    return lasts.isZero()
        ? ""
        : String.format(Locale.ROOT, ", for %.1f s", lasts.toMillis() / 1_000.0);
  }
}
