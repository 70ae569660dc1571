package btcfeed.rehearsal.soak;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.rehearsal.soak.ScheduledFault.OnStore;
import btcfeed.rehearsal.soak.ScheduledFault.OnVenue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plan of a soak")
class FaultPlanTest {
  private static final List<FaultPlan.Venue> VENUES =
      List.of(
          new FaultPlan.Venue("counts", true),
          new FaultPlan.Venue("counts-too", true),
          new FaultPlan.Venue("names", false));

  private static final Duration LONG = Duration.ofMinutes(20);

  @Test
  @DisplayName("is the same for the same seed, and differs for another")
  void seeded() {
    assertThat(plan(7, LONG)).isEqualTo(plan(7, LONG)).isNotEqualTo(plan(8, LONG));
  }

  @Test
  @DisplayName("has a fault every few seconds, in order, and none that lasts beyond the end")
  void everyFewSeconds() {
    List<ScheduledFault> plan = plan(1, LONG);

    assertThat(plan).hasSizeGreaterThan((int) LONG.toSeconds() / 6);
    assertThat(plan.stream().map(ScheduledFault::at).toList()).isSorted();
    assertThat(plan)
        .allSatisfy(strike -> assertThat(strike.at().plus(strike.lasts())).isLessThan(LONG));
  }

  @Test
  @DisplayName("has every kind of fault, in a store and at every venue that can have it")
  void everyKind() {
    List<ScheduledFault> plan = plan(3, LONG.multipliedBy(4));

    assertThat(of(plan, OnStore.class, OnStore::fault))
        .containsAll(Arrays.asList(StoreFault.values()));
    assertThat(of(plan, OnVenue.class, OnVenue::fault))
        .containsAll(Arrays.asList(VenueFault.values()));
  }

  @Test
  @DisplayName("hides no trade behind open lines where ids are opaque")
  void honest() {
    assertThat(plan(5, LONG).stream().filter(OnVenue.class::isInstance).map(OnVenue.class::cast))
        .filteredOn(scheduled -> scheduled.venue().equals("names"))
        .isNotEmpty()
        .noneMatch(scheduled -> scheduled.fault().needsSequentialIds());
  }

  @Test
  @DisplayName("never has a fault in both stores, or in two venues, at a time")
  void oneAtATime() {
    for (Class<? extends ScheduledFault> place : List.of(OnStore.class, OnVenue.class)) {
      List<ScheduledFault> strikes =
          plan(11, LONG).stream().filter(place::isInstance).collect(Collectors.toList());
      for (int i = 1; i < strikes.size(); i++) {
        ScheduledFault before = strikes.get(i - 1);
        assertThat(strikes.get(i).at()).isGreaterThan(before.at().plus(before.lasts()));
      }
    }
  }

  private static List<ScheduledFault> plan(long seed, Duration end) {
    List<ScheduledFault> all = new ArrayList<>();
    new FaultPlan(seed, VENUES, end).forEachRemaining(all::add);
    return all;
  }

  private static <S extends ScheduledFault, T> List<T> of(
      List<ScheduledFault> plan, Class<S> place, Function<S, T> what) {
    return plan.stream().filter(place::isInstance).map(place::cast).map(what).toList();
  }
}
