package btcfeed.domain.health;

import static btcfeed.domain.health.Given.LIVE;
import static btcfeed.domain.health.Given.ON_FAILOVER;
import static btcfeed.domain.health.Given.ON_PRIMARY;
import static btcfeed.domain.health.Given.well;
import static btcfeed.domain.store.StoreName.FAILOVER;
import static btcfeed.domain.store.StoreName.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreRefusals.RefusedKey;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A store that takes writes")
class StoreHealthTest {

  @Test
  @DisplayName(
      "and refuses other keys is degraded, and unhealthy if readers look there for the price")
  void refuses() {
    StoreReport history = refusing(PRIMARY, "btc_movement_history", 0);
    StoreReport price = refusing(PRIMARY, "last_btc_price", 0);
    StoreReport failover = Given.store(FAILOVER, LIVE);
    assertThat(FeedHealth.judge(Given.stores(well(), ON_PRIMARY, history, failover)).reasons())
        .extracting(Reason::severity, Reason::code)
        .containsExactly(tuple(Severity.DEGRADED, "primary_refuses_some"));
    assertThat(FeedHealth.judge(Given.stores(well(), ON_PRIMARY, price, failover)).reasons())
        .extracting(Reason::severity, Reason::code)
        .containsExactly(tuple(Severity.UNHEALTHY, "primary_refuses_some"));
    assertThat(FeedHealth.judge(Given.stores(well(), ON_FAILOVER, price, failover)).reasons())
        .extracting(Reason::severity, Reason::code)
        .contains(tuple(Severity.DEGRADED, "primary_refuses_some"));
  }

  @Test
  @DisplayName("and refuses changes reports the key, the reason, and how many wait")
  void says() {
    assertThat(
            FeedHealth.judge(
                    Given.stores(
                        well(),
                        ON_PRIMARY,
                        refusing(PRIMARY, "btc:day:x", 5),
                        Given.store(FAILOVER, LIVE)))
                .reasons()
                .getFirst()
                .detail())
        .contains("btc:day:x", "this user lacks a right", "tried again: 5");
  }

  @Test
  @DisplayName("and lacks entries another program removed is degraded; an advisory is a note")
  void removed() {
    StoreCondition lacks = new StoreCondition(StoreRefusals.NONE, 7, 7, 0, false, "upgrade it");
    assertThat(
            FeedHealth.judge(
                    Given.stores(
                        well(),
                        ON_PRIMARY,
                        with(PRIMARY, LIVE, lacks),
                        Given.store(FAILOVER, LIVE)))
                .reasons())
        .extracting(Reason::severity, Reason::code)
        .containsExactly(
            tuple(Severity.DEGRADED, "primary_entries_removed"),
            tuple(Severity.NOTE, "primary_advisory"));
  }

  @Test
  @DisplayName("as the other one already protects from nothing, and that is degraded")
  void sameServer() {
    StoreCondition same = new StoreCondition(StoreRefusals.NONE, 0, 0, 0, true, "");
    assertThat(
            FeedHealth.judge(
                    Given.stores(
                        well(),
                        ON_PRIMARY,
                        Given.store(PRIMARY, LIVE),
                        with(FAILOVER, new StoreState.Stopped(0, "one server"), same)))
                .reasons())
        .extracting(Reason::severity, Reason::code)
        .containsExactly(tuple(Severity.DEGRADED, "same_server"));
  }

  private static StoreReport refusing(StoreName name, String key, long waiting) {
    RefusedKey refusal = new RefusedKey(key, "NOPERM", "this user lacks a right", 0);
    return with(
        name,
        LIVE,
        new StoreCondition(new StoreRefusals(1, waiting, 0, List.of(refusal)), 0, 0, 0, false, ""));
  }

  private static StoreReport with(StoreName name, StoreState state, StoreCondition condition) {
    StoreReport plain = Given.store(name, state);
    return new StoreReport(
        plain.name(),
        plain.address(),
        plain.state(),
        plain.facts(),
        plain.applied(),
        plain.lagRecords(),
        plain.lag(),
        plain.newestTickNanos(),
        plain.catchUp(),
        plain.writes(),
        plain.records(),
        plain.failures(),
        plain.reconnects(),
        plain.lost(),
        condition);
  }
}
