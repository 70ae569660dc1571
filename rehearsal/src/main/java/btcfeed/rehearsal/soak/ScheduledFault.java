package btcfeed.rehearsal.soak;

import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.Locale;

/** One fault of a plan: when, where and how long. */
sealed interface ScheduledFault {
  /** From the beginning of the soak. */
  Duration at();

  /** Zero where it does not last. */
  Duration lasts();

  /** Its kind, in a word. */
  String word();

  /** Where and what, for the progress. */
  String text();

  /**
   * A fault of a store.
   *
   * @param dice random details of the fault, the same for the same plan
   */
  record OnStore(Duration at, StoreName store, StoreFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String word() {
      return fault.word();
    }

    @Override
    public String text() {
      return "%-9s %s%s".formatted(store.text(), fault.what(), duration(lasts));
    }
  }

  /** A fault of a venue. */
  record OnVenue(Duration at, String venue, VenueFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String word() {
      return fault.word();
    }

    @Override
    public String text() {
      return "%-9s %s%s".formatted(venue, fault.what(), duration(lasts));
    }
  }

  private static String duration(Duration lasts) {
    return lasts.isZero()
        ? ""
        : String.format(Locale.ROOT, ", for %.1f s", lasts.toMillis() / 1_000.0);
  }
}
