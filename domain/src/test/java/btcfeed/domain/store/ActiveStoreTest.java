package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The active store")
class ActiveStoreTest {
  private static final Duration GRACE = Duration.ofNanos(100);
  private static final long NOW = 1000;

  private static final StoreState LIVE = new StoreState.Live(1);
  private static final StoreState CATCHING_UP = new StoreState.CatchingUp(1, 50);
  private static final StoreState AWAY = new StoreState.Away(1, SwitchReason.UNANSWERED, "silent");
  private static final StoreState STOPPED = new StoreState.Stopped(1, "a stranger's entry");
  private static final StoreState STARTING = new StoreState.Away(950, SwitchReason.STARTED, "");
  private static final StoreState STARTED_LONG_AGO =
      new StoreState.Away(900, SwitchReason.STARTED, "");

  private static final ActiveStore ON_PRIMARY = new ActiveStore.OnPrimary(7, SwitchReason.STARTED);
  private static final ActiveStore ON_FAILOVER =
      new ActiveStore.OnFailover(7, SwitchReason.UNREACHABLE);
  private static final ActiveStore RETURNING = new ActiveStore.Returning(7, 950);
  private static final ActiveStore RETURNED = new ActiveStore.OnPrimary(NOW, SwitchReason.RETURNED);
  private static final ActiveStore FLED =
      new ActiveStore.OnPrimary(NOW, SwitchReason.FAILOVER_LOST);
  private static final ActiveStore HELD = new ActiveStore.Held(7);

  @ParameterizedTest(name = "{0}, primary {1}, failover {2}: {3}")
  @MethodSource("transitions")
  @DisplayName("follows from where readers are and how both stores stand")
  void follows(ActiveStore from, StoreState primary, StoreState failover, ActiveStore to) {
    assertThat(from.observe(primary, failover, GRACE, NOW)).isEqualTo(to);
  }

  static Stream<Arguments> transitions() {
    return Stream.of(
        // A primary that is live is never left.
        row(ON_PRIMARY, LIVE, LIVE, ON_PRIMARY),
        row(ON_PRIMARY, LIVE, CATCHING_UP, ON_PRIMARY),
        row(ON_PRIMARY, LIVE, AWAY, ON_PRIMARY),
        row(ON_PRIMARY, LIVE, STOPPED, ON_PRIMARY),

        // One that is not is left at once, for a failover that takes writes, and says why.
        row(ON_PRIMARY, CATCHING_UP, LIVE, failover(SwitchReason.LAGGING)),
        row(ON_PRIMARY, AWAY, LIVE, failover(SwitchReason.UNANSWERED)),
        row(ON_PRIMARY, AWAY, CATCHING_UP, failover(SwitchReason.UNANSWERED)),
        row(ON_PRIMARY, STOPPED, LIVE, failover(SwitchReason.DIVERGED)),
        row(ON_PRIMARY, STOPPED, CATCHING_UP, failover(SwitchReason.DIVERGED)),

        // But not for one that does not, nor for one that lags as well.
        row(ON_PRIMARY, CATCHING_UP, CATCHING_UP, ON_PRIMARY),
        row(ON_PRIMARY, CATCHING_UP, AWAY, ON_PRIMARY),
        row(ON_PRIMARY, CATCHING_UP, STOPPED, ON_PRIMARY),
        row(ON_PRIMARY, AWAY, AWAY, ON_PRIMARY),
        row(ON_PRIMARY, AWAY, STOPPED, ON_PRIMARY),
        row(ON_PRIMARY, STOPPED, AWAY, ON_PRIMARY),
        row(ON_PRIMARY, STOPPED, STOPPED, ON_PRIMARY),

        // One that was only just started is given the grace to come up, and no more.
        row(ON_PRIMARY, STARTING, LIVE, ON_PRIMARY),
        row(ON_PRIMARY, STARTED_LONG_AGO, LIVE, failover(SwitchReason.STARTED)),
        row(ON_PRIMARY, STARTED_LONG_AGO, AWAY, ON_PRIMARY),

        // A primary that comes back must stay well first, unless the failover is lost.
        row(ON_FAILOVER, LIVE, LIVE, new ActiveStore.Returning(7, NOW)),
        row(ON_FAILOVER, LIVE, CATCHING_UP, new ActiveStore.Returning(7, NOW)),
        row(ON_FAILOVER, LIVE, AWAY, FLED),
        row(ON_FAILOVER, LIVE, STOPPED, FLED),
        row(ON_FAILOVER, CATCHING_UP, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, CATCHING_UP, CATCHING_UP, ON_FAILOVER),
        row(ON_FAILOVER, CATCHING_UP, AWAY, FLED),
        row(ON_FAILOVER, CATCHING_UP, STOPPED, FLED),
        row(ON_FAILOVER, AWAY, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, AWAY, AWAY, ON_FAILOVER),
        row(ON_FAILOVER, STOPPED, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, STOPPED, STOPPED, ON_FAILOVER),

        // While it is watched, half the grace is not enough, and any trouble starts over.
        row(RETURNING, LIVE, LIVE, RETURNING),
        row(RETURNING, LIVE, CATCHING_UP, RETURNING),
        row(RETURNING, LIVE, AWAY, FLED),
        row(RETURNING, LIVE, STOPPED, FLED),
        row(new ActiveStore.Returning(7, 900), LIVE, LIVE, RETURNED),
        row(new ActiveStore.Returning(7, 901), LIVE, LIVE, new ActiveStore.Returning(7, 901)),
        row(RETURNING, CATCHING_UP, LIVE, failoverSince7(SwitchReason.LAGGING)),
        row(RETURNING, CATCHING_UP, AWAY, FLED),
        row(RETURNING, AWAY, LIVE, failoverSince7(SwitchReason.UNANSWERED)),
        row(RETURNING, AWAY, AWAY, failoverSince7(SwitchReason.UNANSWERED)),
        row(RETURNING, STOPPED, LIVE, failoverSince7(SwitchReason.DIVERGED)),
        row(RETURNING, STOPPED, STOPPED, failoverSince7(SwitchReason.DIVERGED)),

        // An operator's hold lasts through whatever the primary does.
        row(HELD, LIVE, LIVE, HELD),
        row(HELD, CATCHING_UP, LIVE, HELD),
        row(HELD, AWAY, LIVE, HELD),
        row(HELD, STOPPED, LIVE, HELD),
        row(HELD, CATCHING_UP, CATCHING_UP, HELD),
        row(HELD, AWAY, CATCHING_UP, HELD),

        // But not where readers would be worse off than without it.
        row(HELD, LIVE, CATCHING_UP, FLED),
        row(HELD, LIVE, AWAY, FLED),
        row(HELD, LIVE, STOPPED, FLED),
        row(HELD, CATCHING_UP, AWAY, failoverSince7(SwitchReason.LAGGING)),
        row(HELD, AWAY, AWAY, failoverSince7(SwitchReason.UNANSWERED)),
        row(HELD, STOPPED, STOPPED, failoverSince7(SwitchReason.DIVERGED)));
  }

  @ParameterizedTest(name = "{0}, asked for {1}, primary {2}, failover {3}: {4}")
  @MethodSource("orders")
  @DisplayName(
      "executes a command where readers lose nothing, and refuses it with a reason elsewhere")
  void ordered(
      ActiveStore from,
      SwitchCommand order,
      StoreState primary,
      StoreState failover,
      SwitchResult answer) {
    assertThat(from.command(order, primary, failover, NOW)).isEqualTo(answer);
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        // To the failover, which has to be live.
        to(ON_PRIMARY, LIVE, LIVE, followed(new ActiveStore.Held(NOW))),
        to(ON_PRIMARY, AWAY, LIVE, followed(new ActiveStore.Held(NOW))),
        to(ON_PRIMARY, LIVE, CATCHING_UP, refused(SwitchResult.RefusalReason.BEHIND)),
        to(ON_PRIMARY, LIVE, AWAY, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),
        to(ON_PRIMARY, LIVE, STOPPED, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),

        // Who is there for another reason stays from then on.
        to(ON_FAILOVER, AWAY, LIVE, followed(HELD)),
        to(RETURNING, LIVE, LIVE, followed(HELD)),
        to(RETURNING, LIVE, CATCHING_UP, refused(SwitchResult.RefusalReason.BEHIND)),
        to(ON_FAILOVER, AWAY, AWAY, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),
        to(HELD, LIVE, LIVE, refused(SwitchResult.RefusalReason.ALREADY_THERE)),

        // Back by the ordinary way, if there is somewhere to go back to.
        back(HELD, LIVE, LIVE, followed(failoverSince7(SwitchReason.REQUESTED))),
        back(HELD, CATCHING_UP, LIVE, followed(failoverSince7(SwitchReason.REQUESTED))),
        back(HELD, AWAY, LIVE, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),
        back(HELD, STOPPED, LIVE, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),
        back(ON_FAILOVER, CATCHING_UP, LIVE, followed(ON_FAILOVER)),
        back(ON_FAILOVER, AWAY, LIVE, refused(SwitchResult.RefusalReason.NOT_IN_REACH)),
        back(RETURNING, LIVE, LIVE, followed(RETURNING)),
        back(ON_PRIMARY, LIVE, LIVE, refused(SwitchResult.RefusalReason.ALREADY_THERE)),
        back(ON_PRIMARY, AWAY, AWAY, refused(SwitchResult.RefusalReason.ALREADY_THERE)));
  }

  @Test
  @DisplayName("is the failover while a returning primary is being watched")
  void whichStore() {
    assertThat(ON_PRIMARY.store()).isEqualTo(StoreName.PRIMARY);
    assertThat(ON_FAILOVER.store()).isEqualTo(StoreName.FAILOVER);
    assertThat(RETURNING.store()).isEqualTo(StoreName.FAILOVER);
    assertThat(HELD.store()).isEqualTo(StoreName.FAILOVER);
    assertThat(HELD.reason()).isEqualTo(SwitchReason.REQUESTED);
  }

  @Test
  @DisplayName("moves readers once, however long the primary flaps faster than the grace")
  void flappingMovesReadersOnce() {
    ActiveStore active = ON_PRIMARY;
    int moves = 0;
    for (long now = NOW; now < NOW + 10_000; now += 30) {
      StoreState primary = now / 30 % 3 == 0 ? AWAY : LIVE;
      ActiveStore next = active.observe(primary, LIVE, GRACE, now);
      moves += next.store() == active.store() ? 0 : 1;
      active = next;
    }

    assertThat(moves).isEqualTo(1);
    assertThat(active.store()).isEqualTo(StoreName.FAILOVER);
  }

  @ParameterizedTest
  @EnumSource(
      value = SwitchReason.class,
      names = {"UNREACHABLE", "UNANSWERED", "REFUSED", "DIVERGED"})
  @DisplayName("keeps the reason why a primary was lost")
  void saysWhy(SwitchReason reason) {
    StoreState lost = new StoreState.Away(NOW, reason, "gone");

    assertThat(ON_PRIMARY.observe(lost, LIVE, GRACE, NOW)).isEqualTo(failover(reason));
  }

  private static Arguments row(
      ActiveStore from, StoreState primary, StoreState failover, ActiveStore to) {
    return Arguments.of(from, primary, failover, to);
  }

  private static Arguments to(
      ActiveStore from, StoreState primary, StoreState failover, SwitchResult answer) {
    return Arguments.of(from, SwitchCommand.FAILOVER, primary, failover, answer);
  }

  private static Arguments back(
      ActiveStore from, StoreState primary, StoreState failover, SwitchResult answer) {
    return Arguments.of(from, SwitchCommand.FAILBACK, primary, failover, answer);
  }

  private static SwitchResult followed(ActiveStore now) {
    return new SwitchResult.Accepted(now);
  }

  private static SwitchResult refused(SwitchResult.RefusalReason why) {
    return new SwitchResult.Refused(why);
  }

  private static ActiveStore failover(SwitchReason reason) {
    return new ActiveStore.OnFailover(NOW, reason);
  }

  private static ActiveStore failoverSince7(SwitchReason reason) {
    return new ActiveStore.OnFailover(7, reason);
  }
}
