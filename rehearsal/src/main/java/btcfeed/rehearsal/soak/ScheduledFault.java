package btcfeed.rehearsal.soak;

import btcfeed.domain.store.StoreName;
import btcfeed.rehearsal.faults.FaultKind;
import java.time.Duration;
import java.util.Locale;

/** One fault of a plan: when, where and how long. */
sealed interface ScheduledFault {
  /** From the beginning of the soak. */
  Duration at();

  /** The store or the venue. */
  String target();

  FaultKind fault();

  /** Zero where it does not last. */
  Duration lasts();

  /** Random details of the fault, the same for the same plan. */
  long dice();

  /** Where and what, for the progress. */
  default String text() {
    String duration =
        lasts().isZero()
            ? ""
            : String.format(Locale.ROOT, ", for %.1f s", lasts().toMillis() / 1_000.0);
    return "%-9s %s%s".formatted(target(), fault().what(), duration);
  }

  /** A fault of a store. */
  record OnStore(Duration at, StoreName store, StoreFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String target() {
      return store.text();
    }
  }

  /** A fault of a venue. */
  record OnVenue(Duration at, String venue, VenueFault fault, Duration lasts, long dice)
      implements ScheduledFault {
    @Override
    public String target() {
      return venue;
    }
  }
}
