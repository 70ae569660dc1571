package btcfeed.http.api;

import btcfeed.domain.health.Outages;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a period kept the promise of a fresh price in the active store, 99.99 % of the time.
 *
 * @param availability 0 to 1, of the seconds watched
 * @param budgetSpent part of what may go wrong in a whole period; above 1 the promise is broken
 */
record BudgetView(
    BigDecimal availability,
    BigDecimal budgetSpent,
    BigDecimal lostSeconds,
    BigDecimal watchedSeconds) {

  /** Every period that is known, by name. */
  static Map<String, BudgetView> of(List<Outages.Spent> spent) {
    Map<String, BudgetView> byPeriod = new LinkedHashMap<>();
    for (Outages.Spent one : spent) {
      byPeriod.put(
          one.period().text(),
          new BudgetView(
              one.availability(),
              one.share(),
              Numbers.seconds(one.lost()),
              Numbers.seconds(one.watched())));
    }
    return byPeriod;
  }
}
