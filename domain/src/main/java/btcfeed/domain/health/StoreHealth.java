package btcfeed.domain.health;

import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreReport;

/** The part of {@link FeedHealth} that judges what a store contains and refuses. */
final class StoreHealth {
  private StoreHealth() {}

  /** Adds the problems of a store; {@code active} if readers use it. */
  static void judge(StoreReport store, boolean active, Reasons reasons) {
    String name = store.name().text();
    StoreCondition condition = store.condition();
    StoreRefusals refusals = condition.refusals();
    if (refusals.any()) {
      // Readers of the price keys find an old price, although the stream is up to date.
      boolean price = active && refusals.prices();
      reasons.add(
          price ? Severity.UNHEALTHY : Severity.DEGRADED,
          name + "_refuses_some",
          "the " + name + " store takes the streams and refuses other keys: " + text(refusals));
    }
    if (condition.missing() > 0) {
      reasons.degraded(
          name + "_entries_removed",
          "another program removed %s stream entries from the %s store, and the journal no longer"
                  .formatted(condition.missing(), name)
              + " has all of them; restore them, or DEL the stream to have it filled from the"
              + " journal");
    }
    if (!condition.advisory().isEmpty()) {
      reasons.note(name + "_advisory", condition.advisory());
    }
  }

  private static String text(StoreRefusals refusals) {
    String waiting =
        refusals.waiting() == 0
            ? ""
            : "; changes that wait and are tried again: " + refusals.waiting();
    String abandoned =
        refusals.abandoned() == 0 ? "" : "; changes given up: " + refusals.abandoned();
    return refusals.text() + waiting + abandoned;
  }
}
