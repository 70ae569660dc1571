package btcfeed.application;

import static btcfeed.application.World.GRACE;
import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While a store is away")
class FailoverTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private final World world = World.start();

  @Test
  @DisplayName("every accepted tick reaches the primary after it returns, once and in order")
  void nothingIsLostAcrossAnOutage() {
    world.arriveEach(1, 100);
    world.primary.cut();
    world.arriveEach(101, 600);
    world.primary.heal();

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(600));
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
  }

  @Test
  @DisplayName("the other store gets each tick within the millisecond in which it came")
  void aDeadPrimaryDelaysNothing() {
    world.arriveEach(1, 10);
    world.primary.freeze();
    for (long id = 11; id <= 50; id++) {
      world.arrive(id);

      assertThat(ids(world.failover)).isEqualTo(upTo(id));
    }
  }

  @Test
  @DisplayName("readers are pointed at the failover at once, and back only after the grace")
  void readersAreMovedOnceEachWay() {
    world.advance(Duration.ofSeconds(1));
    world.arriveEach(1, 10);
    world.primary.cut();
    world.arrive(11);

    assertThat(world.active.active().store()).isEqualTo(StoreName.FAILOVER);

    world.primary.heal();
    world.advance(GRACE.minusSeconds(1));
    assertThat(world.active.active().store()).isEqualTo(StoreName.FAILOVER);

    world.advance(Duration.ofSeconds(2));
    assertThat(world.active.active().store()).isEqualTo(StoreName.PRIMARY);
    assertThat(world.active.history())
        .extracting(StoreSwitch::to)
        .containsExactly(StoreName.PRIMARY, StoreName.FAILOVER);
    assertThat(world.active.history().getLast().reason()).isEqualTo(SwitchReason.UNREACHABLE);
  }

  @Test
  @DisplayName("an answer that never came costs nothing and doubles nothing")
  void lostAnswersAreNotRepeated() {
    world.arriveEach(1, 10);
    world.primary.loseAnswers(3);
    world.arriveEach(11, 60);

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(60));
  }

  @Test
  @DisplayName("one that comes back empty ends up equal to the other, entry for entry")
  void anEmptiedStoreIsFilledAgain() {
    world.arriveEach(1, 1_000);
    world.primary.cut();
    world.arriveEach(1_001, 1_500);
    world.primary.empty();
    world.primary.heal();
    world.arriveEach(1_501, 1_600);

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(1_600));
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
    assertThat(world.happened(FeedEvent.CaughtUp.class)).isNotEmpty();
  }

  @Test
  @DisplayName("the newest price is in it again before anything of the backlog is")
  void theNewestPriceComesFirst() {
    world.arriveEach(1, 10);
    world.primary.cut();
    world.arriveEach(11, 5_000);
    world.primary.heal();
    // The seat is taken, the newest goes ahead, and that is all.
    world.primary.freezeAfter(2);

    world.advance(Duration.ofSeconds(1));

    assertThat(ids(world.primary)).isEqualTo(upTo(10));
    assertThat(world.primary.latest(World.MARKET))
        .hasValueSatisfying(tick -> assertThat(tick.trade().id()).isEqualTo(TradeId.of(5_000)));
    assertThat(world.happened(FeedEvent.CriticalApplied.class)).isNotEmpty();
    world.primary.heal();
    world.advance(A_MINUTE);
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
  }

  @Test
  @DisplayName("one that is emptied while it is idle is filled again without waiting for a trade")
  void anIdleStoreIsProbed() {
    world.arriveEach(1, 100);
    world.failover.empty();

    world.advance(Duration.ofSeconds(3));

    assertThat(ids(world.failover)).isEqualTo(upTo(100));
  }

  @Test
  @DisplayName("one that lost only its stream, or only its mark, is made whole")
  void partialLossIsMadeWhole() {
    world.arriveEach(1, 50);
    world.primary.forgetTicks();
    world.failover.forgetCursor();
    world.arriveEach(51, 60);

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(60));
    assertThat(ids(world.failover)).isEqualTo(upTo(60));
  }

  @Test
  @DisplayName("one with a stranger's entry ahead is left alone, loudly, and the other goes on")
  void aStrangersEntryStopsTheSender() {
    world.arriveEach(1, 10);
    world.primary.addForeignTick(new JournalId(Long.MAX_VALUE / 4, 0));
    world.arriveEach(11, 20);

    assertThat(world.toPrimary.state()).isInstanceOf(StoreState.Stopped.class);
    assertThat(world.happened(FeedEvent.StoreStopped.class)).hasSize(1);
    assertThat(ids(world.failover)).isEqualTo(upTo(20));
    assertThat(world.active.active().store()).isEqualTo(StoreName.FAILOVER);

    world.primary.empty();
    world.advance(A_MINUTE);
    assertThat(ids(world.primary)).isEqualTo(upTo(20));
  }

  @Test
  @DisplayName("distinguishes a store that refuses writes from one that is unreachable")
  void aFullStoreIsNotAGoneOne() {
    world.arriveEach(1, 10);
    world.primary.refuse("OOM");
    world.arrive(11);

    assertThat(world.toPrimary.state())
        .isInstanceOfSatisfying(
            StoreState.Away.class,
            away -> assertThat(away.reason()).isEqualTo(SwitchReason.REFUSED));

    world.primary.heal();
    world.advance(A_MINUTE);
    assertThat(ids(world.primary)).isEqualTo(upTo(11));
  }

  @Test
  @DisplayName("both may be away: the journal keeps everything for both")
  void bothAway() {
    world.arriveEach(1, 10);
    world.primary.cut();
    world.failover.freeze();
    world.arriveEach(11, 500);
    world.primary.heal();
    world.failover.heal();

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(500));
    assertThat(ids(world.failover)).isEqualTo(upTo(500));
  }

  @Test
  @DisplayName("a host whose clock goes back an hour loses, repeats and stops nothing")
  void theClockMayGoBack() {
    world.arriveEach(1, 10);
    world.clock.setWallBack(Duration.ofHours(1));
    world.arriveEach(11, 20);

    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(20));
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
  }
}
