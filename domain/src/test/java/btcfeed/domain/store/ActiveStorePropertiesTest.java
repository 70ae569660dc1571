package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    ActiveStore active = new ActiveStore.OnPrimary(0, SwitchReason.STARTED);
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
    ActiveStore active = new ActiveStore.OnPrimary(0, SwitchReason.STARTED);
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
  @Label("an operator moves readers only to a failover that is live, and nothing by being refused")
  void orders(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.OnPrimary(0, SwitchReason.STARTED);
    long now = 0;
    for (Moment moment : moments) {
      now += moment.passed();
      active = active.observe(moment.primary(), moment.failover(), GRACE, now);
      ActiveStore next = ordered(active, moment, now);
      if (next instanceof ActiveStore.Held && !active.equals(next)) {
        assertThat(moment.failover()).isInstanceOf(StoreState.Live.class);
      }
      if (active.store() == StoreName.FAILOVER) {
        assertThat(next.store()).as("an order alone takes nobody back").isEqualTo(active.store());
      }
      active = next;
    }
  }

  @Property
  @Label("readers an operator holds are let go only where they are better off without")
  void held(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.Held(0);
    long now = 0;
    for (Moment moment : moments) {
      now += moment.passed();
      ActiveStore next = active.observe(moment.primary(), moment.failover(), GRACE, now);
      if (!next.equals(active)) {
        boolean better = moment.primary() instanceof StoreState.Live;
        assertThat(better || !moment.failover().writable()).as(moment.toString()).isTrue();
        assertThat(moment.failover()).isNotInstanceOf(StoreState.Live.class);
        return;
      }
    }
  }

  @Property
  @Label(
      "readers are at the primary again after both stores have been live for the grace, once nobody"
          + " holds them")
  void alwaysComesBack(@ForAll @Size(max = 60) List<@From("moments") Moment> moments) {
    ActiveStore active = new ActiveStore.OnPrimary(0, SwitchReason.STARTED);
    long now = 0;
    for (Moment moment : moments) {
      now += moment.passed();
      active = active.observe(moment.primary(), moment.failover(), GRACE, now);
      active = ordered(active, moment, now);
    }
    StoreState live = new StoreState.Live(now);
    Moment wellAndAskedBack = new Moment(0, live, live, Optional.of(SwitchCommand.FAILBACK));

    ActiveStore later =
        ordered(active, wellAndAskedBack, now)
            .observe(live, live, GRACE, now + 1)
            .observe(live, live, GRACE, now + 1 + GRACE.toNanos());

    assertThat(later.store()).isEqualTo(StoreName.PRIMARY);
  }

  @Provide
  Arbitrary<Moment> moments() {
    Arbitrary<Optional<SwitchCommand>> orders = Arbitraries.of(SwitchCommand.class).optional(0.2);
    return Combinators.combine(Arbitraries.longs().between(0, 120), states(), states(), orders)
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

  private static ActiveStore ordered(ActiveStore active, Moment moment, long now) {
    return moment
        .command()
        .map(order -> active.command(order, moment.primary(), moment.failover(), now))
        .map(
            answer ->
                switch (answer) {
                  case SwitchResult.Accepted(ActiveStore then) -> then;
                  case SwitchResult.Refused _, SwitchResult.Unanswered _ -> active;
                })
        .orElse(active);
  }

  /**
   * How both stores stand, {@code passed} nanoseconds after the moment before, and what an operator
   * asks for then.
   */
  record Moment(
      long passed, StoreState primary, StoreState failover, Optional<SwitchCommand> command) {
    StoreState of(StoreName name) {
      return switch (name) {
        case PRIMARY -> primary;
        case FAILOVER -> failover;
      };
    }
  }
}
