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

  private static final ActiveStore ON_PRIMARY = new ActiveStore.OnPrimary(7);
  private static final ActiveStore ON_FAILOVER =
      new ActiveStore.OnFailover(7, SwitchReason.UNREACHABLE);
  private static final ActiveStore RETURNING = new ActiveStore.Returning(7, 950);
  private static final ActiveStore RETURNED = new ActiveStore.OnPrimary(NOW);

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

        // A primary that comes back is watched first, unless there is nowhere else to be.
        row(ON_FAILOVER, LIVE, LIVE, new ActiveStore.Returning(7, NOW)),
        row(ON_FAILOVER, LIVE, CATCHING_UP, new ActiveStore.Returning(7, NOW)),
        row(ON_FAILOVER, LIVE, AWAY, RETURNED),
        row(ON_FAILOVER, LIVE, STOPPED, RETURNED),
        row(ON_FAILOVER, CATCHING_UP, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, CATCHING_UP, AWAY, ON_FAILOVER),
        row(ON_FAILOVER, AWAY, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, AWAY, AWAY, ON_FAILOVER),
        row(ON_FAILOVER, STOPPED, LIVE, ON_FAILOVER),
        row(ON_FAILOVER, STOPPED, STOPPED, ON_FAILOVER),

        // While it is watched, half the grace is not enough, and any trouble starts over.
        row(RETURNING, LIVE, LIVE, RETURNING),
        row(RETURNING, LIVE, CATCHING_UP, RETURNING),
        row(RETURNING, LIVE, AWAY, RETURNED),
        row(RETURNING, LIVE, STOPPED, RETURNED),
        row(new ActiveStore.Returning(7, 900), LIVE, LIVE, RETURNED),
        row(new ActiveStore.Returning(7, 901), LIVE, LIVE, new ActiveStore.Returning(7, 901)),
        row(RETURNING, CATCHING_UP, LIVE, failoverSince7(SwitchReason.LAGGING)),
        row(RETURNING, CATCHING_UP, AWAY, failoverSince7(SwitchReason.LAGGING)),
        row(RETURNING, AWAY, LIVE, failoverSince7(SwitchReason.UNANSWERED)),
        row(RETURNING, AWAY, AWAY, failoverSince7(SwitchReason.UNANSWERED)),
        row(RETURNING, STOPPED, LIVE, failoverSince7(SwitchReason.DIVERGED)),
        row(RETURNING, STOPPED, STOPPED, failoverSince7(SwitchReason.DIVERGED)));
  }

  @Test
  @DisplayName("is the failover while a returning primary is being watched")
  void whichStore() {
    assertThat(ON_PRIMARY.store()).isEqualTo(StoreName.PRIMARY);
    assertThat(ON_FAILOVER.store()).isEqualTo(StoreName.FAILOVER);
    assertThat(RETURNING.store()).isEqualTo(StoreName.FAILOVER);
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
  @DisplayName("says of a lost primary why it was lost")
  void saysWhy(SwitchReason reason) {
    StoreState lost = new StoreState.Away(NOW, reason, "gone");

    assertThat(ON_PRIMARY.observe(lost, LIVE, GRACE, NOW)).isEqualTo(failover(reason));
  }

  private static Arguments row(
      ActiveStore from, StoreState primary, StoreState failover, ActiveStore to) {
    return Arguments.of(from, primary, failover, to);
  }

  private static ActiveStore failover(SwitchReason reason) {
    return new ActiveStore.OnFailover(NOW, reason);
  }

  private static ActiveStore failoverSince7(SwitchReason reason) {
    return new ActiveStore.OnFailover(7, reason);
  }
}
