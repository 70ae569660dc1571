package btcfeed.application;

import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreState;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A service that was killed and started again")
class RestartTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @Test
  @DisplayName("brings the stores what they had not got, and repeats nothing")
  void theJournalOutlivesTheProcess() {
    World world = World.start();
    world.arriveEach(1, 50);
    world.primary.cut();
    world.failover.cut();
    world.arriveEach(51, 90);

    World again = world.killedAndRestarted();
    again.primary.heal();
    again.failover.heal();
    again.advance(A_MINUTE);

    assertThat(ids(again.primary)).isEqualTo(upTo(90));
    assertThat(ids(again.failover)).isEqualTo(upTo(90));
  }

  @Test
  @DisplayName("knows a trade it had accepted before, however many segments ago")
  void duplicatesAreKnownAcrossRestarts() {
    World world = World.start(new InMemoryJournal(16, Long.MAX_VALUE));
    world.arriveEach(1, 200);

    World again = world.killedAndRestarted();
    again.arriveEach(150, 220);
    again.advance(A_MINUTE);

    assertThat(ids(again.primary)).isEqualTo(upTo(220));
  }

  @Test
  @DisplayName("still knows which trades are missing, and takes them when they come")
  void openGapsSurvive() {
    World world = World.start(new InMemoryJournal(16, Long.MAX_VALUE));
    world.arrive(1);
    world.arriveEach(5, 100);

    World again = world.killedAndRestarted();
    again.arrive(3, 2, 4, 3);
    again.advance(A_MINUTE);

    assertThat(ids(again.primary)).containsOnlyOnceElementsOf(upTo(100)).hasSize(100);
  }

  @Test
  @DisplayName("takes the stores over from the one before, which keeps out if it was only asleep")
  void theLaterStartKeepsTheStores() {
    World first = World.start();
    first.arriveEach(1, 10);

    World second = first.killedAndRestarted();
    second.advance(Duration.ofSeconds(2));
    first.arrive(11);
    first.advance(Duration.ofSeconds(2));

    assertThat(first.toPrimary.state().writable()).isFalse();
    assertThat(second.toPrimary.state()).isInstanceOf(StoreState.Live.class);
    assertThat(first.happened(FeedEvent.Bug.class)).isEmpty();
  }

  @Test
  @DisplayName("does not take an old price for fresh because the wall clock was set back meanwhile")
  void theClockWentBackMeanwhile() {
    World world = World.start();
    world.arriveEach(1, 10);
    world.clock.advance(Duration.ofMinutes(5));
    world.clock.setWallBack(Duration.ofMinutes(5));

    World again = world.killedAndRestarted();
    again.advance(Duration.ofSeconds(1));

    assertThat(again.snapshot().health().reasons())
        .anySatisfy(reason -> assertThat(reason.code()).isEqualTo("stale_price"));

    again.arrive(11);
    again.advance(Duration.ofSeconds(1));

    assertThat(again.snapshot().facts().priceAge())
        .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  @DisplayName("shows the age of the price it found, and does not call it fresh")
  void anOldPriceIsOld() {
    World world = World.start();
    world.arriveEach(1, 10);
    world.clock.advance(Duration.ofMinutes(5));

    World again = world.killedAndRestarted();
    again.advance(Duration.ofSeconds(1));

    assertThat(again.snapshot().facts().priceAge())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofMinutes(5)));
    assertThat(again.snapshot().health().reasons())
        .anySatisfy(reason -> assertThat(reason.code()).isEqualTo("stale_price"));
  }
}
