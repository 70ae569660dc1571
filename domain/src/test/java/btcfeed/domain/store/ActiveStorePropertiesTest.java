package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

@Label("Whatever two stores go through")
class ActiveStorePropertiesTest {
  private static final Duration GRACE = Duration.ofNanos(100);

  @Property
  @Label("readers are only ever moved to a store that takes writes")
  void onlyToAWritableStore(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.OnPrimary(0);
    long now = 0;
    for (Moment moment : moments) {
      now += moment.passed();
      ActiveStore next = active.observe(moment.primary(), moment.failover(), GRACE, now);
      if (next.store() != active.store()) {
        assertThat(moment.of(next.store()).writable()).as("%s at %d", moment, now).isTrue();
      }
      active = next;
    }
  }

  @Property
  @Label("readers go back only to a primary that was live for the whole grace, or the last one up")
  void backOnlyAfterTheGrace(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.OnPrimary(0);
    long now = 0;
    long liveSince = 0;
    boolean live = false;
    for (Moment moment : moments) {
      now += moment.passed();
      boolean nowLive = moment.primary() instanceof StoreState.Live;
      liveSince = live && nowLive ? liveSince : now;
      live = nowLive;
      ActiveStore next = active.observe(moment.primary(), moment.failover(), GRACE, now);
      boolean returned = active.store() == StoreName.FAILOVER && next.store() == StoreName.PRIMARY;
      if (returned && moment.failover().writable()) {
        assertThat(live).isTrue();
        assertThat(now - liveSince).isGreaterThanOrEqualTo(GRACE.toNanos());
      }
      active = next;
    }
  }

  @Property
  @Label("readers are at the primary again after both stores have been live for the grace")
  void alwaysComesBack(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.OnPrimary(0);
    long now = 0;
    for (Moment moment : moments) {
      now += moment.passed();
      active = active.observe(moment.primary(), moment.failover(), GRACE, now);
    }
    StoreState live = new StoreState.Live(now);

    ActiveStore later =
        active
            .observe(live, live, GRACE, now + 1)
            .observe(live, live, GRACE, now + 1 + GRACE.toNanos());

    assertThat(later.store()).isEqualTo(StoreName.PRIMARY);
  }

  @Provide
  Arbitrary<Moment> moments() {
    return Combinators.combine(Arbitraries.longs().between(0, 120), states(), states())
        .as(Moment::new);
  }

  private static Arbitrary<StoreState> states() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(new StoreState.Live(0))),
        Tuple.of(1, Arbitraries.just(new StoreState.CatchingUp(0, 9))),
        Tuple.of(1, Arbitraries.just(new StoreState.Stopped(0, "stopped"))),
        Tuple.of(
            2,
            Arbitraries.of(SwitchReason.class)
                .map(reason -> new StoreState.Away(0, reason, "away"))));
  }

  /** How both stores stand, {@code passed} nanoseconds after the moment before. */
  record Moment(long passed, StoreState primary, StoreState failover) {
    StoreState of(StoreName name) {
      return switch (name) {
        case PRIMARY -> primary;
        case FAILOVER -> failover;
      };
    }
  }
}
