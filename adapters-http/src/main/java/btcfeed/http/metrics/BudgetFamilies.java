package btcfeed.http.metrics;

import btcfeed.domain.health.Outages;
import btcfeed.http.response.Numbers;
import java.util.List;

/** The error budget as metric families. */
final class BudgetFamilies {
  private BudgetFamilies() {}

  static void add(List<Outages.Spent> spent, List<Family> out) {
    Family availability =
        Family.gauge("btcfeed_availability_ratio", "Of a fresh price in the active store.");
    Family share =
        Family.gauge(
            "btcfeed_error_budget_spent_ratio", "Of what 99.99 % leaves; above 1 it is broken.");
    Family lost = Family.gauge("btcfeed_unavailable_seconds", "Without a fresh price.");
    for (Outages.Spent one : spent) {
      String[] labels = {"period", one.period().text()};
      availability.row(one.availability().doubleValue(), labels);
      share.row(one.share().doubleValue(), labels);
      lost.row(Numbers.secondsDouble(one.lost()), labels);
    }
    out.addAll(List.of(availability, share, lost));
  }
}
