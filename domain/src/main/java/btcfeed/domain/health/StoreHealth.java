package btcfeed.domain.health;

import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreReport;
import java.util.List;

/** The part of {@link FeedHealth} that judges what a store contains and refuses. */
final class StoreHealth {
  private StoreHealth() {}

  /** Adds what is wrong with the store's contents; {@code active} if readers use it. */
  static void judge(StoreReport store, boolean active, List<Reason> reasons) {
    String name = store.name().text();
    StoreCondition condition = store.condition();
    StoreRefusals refusals = condition.refusals();
    if (refusals.any()) {
      // A fresh price is not where readers look for it, although the stream has it.
      boolean price = active && refusals.prices();
      reasons.add(
          new Reason(
              price ? Severity.UNHEALTHY : Severity.DEGRADED,
              name + "_refuses_some",
              "the "
                  + name
                  + " store takes the streams and refuses other keys: "
                  + text(refusals)));
    }
    if (condition.missing() > 0) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_entries_removed",
              "another program removed "
                  + condition.missing()
                  + " stream entries from the "
                  + name
                  + " store, and the journal no longer has all of them; restore them, or DEL the"
                  + " stream to have it filled from the journal"));
    }
    if (!condition.advisory().isEmpty()) {
      reasons.add(new Reason(Severity.NOTE, name + "_advisory", condition.advisory()));
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
