package btcfeed.application;

import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.health.Reason;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An unforeseen answer")
class UnforeseenErrorTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final World world = World.start();

  @Test
  @DisplayName("costs no record of the batch it was about, and readers move away while it lasts")
  void once() {
    world.arriveEach(1, 10);
    world.primary.answerNonsense(1);
    world.arrive(11);
    assertThat(world.toPrimary.state())
        .isInstanceOfSatisfying(
            StoreState.Away.class,
            away -> assertThat(away.reason()).isEqualTo(SwitchReason.FAILED));
    world.arriveEach(12, 20);
    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(20));
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
    assertThat(world.snapshot().facts().stores().getFirst().failures()).isEqualTo(1);
    assertThat(world.happened(FeedEvent.StoreDown.class)).hasSize(1);
  }

  @Test
  @DisplayName(
      "that repeats makes the store fail: readers leave it, health reports it, calls are few")
  void forGood() {
    world.arriveEach(1, 10);
    world.primary.answerNonsense(Integer.MAX_VALUE);
    world.arriveEach(11, 20);
    world.advance(A_MINUTE);

    assertThat(world.active.active().store()).isEqualTo(StoreName.FAILOVER);
    assertThat(ids(world.failover)).isEqualTo(upTo(20));
    assertThat(world.snapshot().health().reasons())
        .extracting(Reason::code)
        .contains("primary_failed", "using_failover");
    assertThat(world.toPrimary.report().failures()).isBetween(55L, 130L);
    assertThat(world.toPrimary.lagRecords()).isEqualTo(10);

    world.primary.answerNonsense(0);
    world.advance(A_MINUTE);
    assertThat(ids(world.primary)).isEqualTo(upTo(20));
    assertThat(world.active.active().store()).isEqualTo(StoreName.PRIMARY);
  }

  @Test
  @DisplayName("from a store that is away for long is asked for about once a second")
  void fewCallsOfADeadStore() {
    world.arriveEach(1, 10);
    world.primary.cut();
    world.arrive(11);
    long before = world.toPrimary.report().reconnects();
    world.advance(A_MINUTE);

    assertThat(world.toPrimary.report().reconnects() - before).isBetween(55L, 130L);
  }

  @Test
  @DisplayName("is not asked for a hundred times a second of a store that changes under our hands")
  void flapping() {
    world.arriveEach(1, 10);
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < 10; i++) {
        world.primary.forgetCursor();
        world.arrive(11 + second * 10L + i);
        world.advance(Duration.ofMillis(99));
      }
    }
    assertThat(world.toPrimary.report().reconnects()).isLessThan(60);
    world.advance(A_MINUTE);
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
  }
}
