package btcfeed.application;

import static btcfeed.application.World.GRACE;
import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static btcfeed.domain.store.SwitchCommand.FAILBACK;
import static btcfeed.domain.store.SwitchCommand.FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.domain.health.Reason;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.store.SwitchResult.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("An operator")
class OperatorTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private final World world = World.start();

  @Test
  @DisplayName("moves readers to the failover, where they stay, and back by the ordinary rules")
  void thereAndBack() {
    well();

    assertThat(world.order(FAILOVER)).isInstanceOf(SwitchResult.Accepted.class);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
    world.advance(A_MINUTE);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
    assertThat(world.snapshot().health().reasons())
        .extracting(Reason::code)
        .contains("using_failover", "held_by_operator");

    assertThat(world.order(FAILBACK)).isInstanceOf(SwitchResult.Accepted.class);
    world.advance(GRACE.minusSeconds(1));
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
    world.advance(Duration.ofSeconds(2));

    assertThat(where()).isEqualTo(StoreName.PRIMARY);
    assertThat(world.active.history())
        .extracting(StoreSwitch::to, StoreSwitch::reason)
        .containsExactly(
            tuple(StoreName.PRIMARY, SwitchReason.RETURNED),
            tuple(StoreName.FAILOVER, SwitchReason.REQUESTED));
  }

  @Test
  @DisplayName("costs no tick in either store, with either order")
  void nothingIsLost() {
    well();
    world.order(FAILOVER);
    world.arriveEach(11, 200);
    world.order(FAILBACK);
    world.arriveEach(201, 400);
    world.advance(A_MINUTE);

    assertThat(ids(world.primary)).isEqualTo(upTo(400));
    assertThat(world.primary.ticks()).isEqualTo(world.failover.ticks());
  }

  @Test
  @DisplayName("who keeps readers on the failover may stop, empty and start the primary")
  void workOnThePrimary() {
    well();
    world.order(FAILOVER);
    world.primary.cut();
    world.arriveEach(11, 2_000);
    world.primary.empty();
    world.primary.heal();
    world.advance(A_MINUTE);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);

    world.order(FAILBACK);
    world.advance(GRACE.plusSeconds(1));

    assertThat(where()).isEqualTo(StoreName.PRIMARY);
    assertThat(ids(world.primary)).isEqualTo(upTo(2_000));
  }

  @Test
  @DisplayName("is not obeyed to the readers' harm: a failover that dies lets them go")
  void theFailoverDies() {
    well();
    world.order(FAILOVER);
    world.failover.cut();
    world.arrive(11);
    world.advance(Duration.ofSeconds(2));

    assertThat(where()).isEqualTo(StoreName.PRIMARY);
    assertThat(world.active.history().getFirst().reason()).isEqualTo(SwitchReason.FAILOVER_LOST);
    assertThat(world.happened(FeedEvent.HoldEnded.class)).hasSize(1);

    world.failover.heal();
    world.advance(A_MINUTE);
    assertThat(where()).isEqualTo(StoreName.PRIMARY);
  }

  @Test
  @DisplayName("whose failover dies while the primary is away finds the ordinary rules again")
  void bothDie() {
    well();
    world.order(FAILOVER);
    world.primary.cut();
    world.failover.cut();
    world.arrive(11);
    world.advance(Duration.ofSeconds(2));
    assertThat(world.happened(FeedEvent.HoldEnded.class)).hasSize(1);

    world.primary.heal();
    world.failover.heal();
    world.advance(A_MINUTE);

    assertThat(where()).isEqualTo(StoreName.PRIMARY);
    assertThat(ids(world.primary)).isEqualTo(upTo(11));
  }

  @Test
  @DisplayName("gets a no, with the reason, where readers would lose by it or are there already")
  void refusals() {
    well();
    refused(FAILBACK, RefusalReason.ALREADY_THERE);

    world.failover.cut();
    world.arrive(11);
    world.advance(Duration.ofSeconds(2));
    refused(FAILOVER, RefusalReason.NOT_IN_REACH);
    assertThat(where()).isEqualTo(StoreName.PRIMARY);

    world.failover.heal();
    world.advance(Duration.ofSeconds(2));
    world.order(FAILOVER);
    refused(FAILOVER, RefusalReason.ALREADY_THERE);

    world.primary.cut();
    world.arrive(12);
    world.advance(Duration.ofSeconds(2));
    refused(FAILBACK, RefusalReason.NOT_IN_REACH);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
  }

  @Test
  @DisplayName("may ask in the middle of a failover, and of a return, and readers stay")
  void duringASwitch() {
    well();
    world.primary.cut();
    world.arrive(11);
    assertThat(world.order(FAILOVER)).isInstanceOf(SwitchResult.Accepted.class);
    world.order(FAILBACK);
    world.primary.heal();
    world.advance(A_MINUTE);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);

    world.order(FAILBACK);
    world.advance(Duration.ofSeconds(1));
    assertThat(world.active.active()).isInstanceOf(ActiveStore.Returning.class);
    assertThat(world.order(FAILOVER)).isInstanceOf(SwitchResult.Accepted.class);
    world.advance(A_MINUTE);
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
    assertThat(world.active.history()).hasSize(1);
  }

  @Test
  @DisplayName(
      "who asks back again and again while the primary returns gets it when it has caught up")
  void duringCatchUp() {
    well();
    world.order(FAILOVER);
    world.primary.cut();
    world.arriveEach(11, 5_000);
    refused(FAILBACK, RefusalReason.NOT_IN_REACH);
    world.primary.heal();
    while (world.order(FAILBACK) instanceof SwitchResult.Refused) {
      assertThat(where()).isEqualTo(StoreName.FAILOVER);
      world.advance(Duration.ofMillis(1));
    }
    assertThat(where()).isEqualTo(StoreName.FAILOVER);
    world.advance(A_MINUTE);

    assertThat(where()).isEqualTo(StoreName.PRIMARY);
    assertThat(ids(world.primary)).isEqualTo(upTo(5_000));
  }

  @ParameterizedTest
  @EnumSource(SwitchCommand.class)
  @DisplayName("finds nothing to choose where there is one store")
  void oneStore(SwitchCommand order) {
    ActiveStoreManager alone =
        new ActiveStoreManager(
            Optional.of(world.toPrimary), Optional.empty(), GRACE, world.clock, world.log::add);
    alone.wakeWith(alone::step);

    assertThat(alone.commands().move(order))
        .isEqualTo(new SwitchResult.Refused(RefusalReason.ONE_STORE));
  }

  @Test
  @DisplayName("that is not decided in time is reported so, and not executed later")
  void unanswered() {
    well();
    SwitchResult answer = world.active.commands().move(FAILOVER);
    world.advance(A_MINUTE);

    assertThat(answer).isEqualTo(new SwitchResult.Unanswered());
    assertThat(where()).isEqualTo(StoreName.PRIMARY);
  }

  @Test
  @DisplayName("is one of many: all that are asked at once are answered, and one is followed")
  void manyAtOnce() {
    well();
    AtomicInteger waiting = new AtomicInteger();
    world.active.wakeWith(
        () -> {
          if (waiting.incrementAndGet() == 10) {
            world.active.step();
          }
        });
    List<CompletableFuture<SwitchResult>> asked =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(this::toFailover, Thread::startVirtualThread))
            .limit(10)
            .toList();

    assertThat(asked.stream().map(CompletableFuture::join))
        .filteredOn(SwitchResult.Accepted.class::isInstance)
        .hasSize(1);
    assertThat(world.active.history()).hasSize(1);
  }

  private void well() {
    world.advance(Duration.ofSeconds(1));
    world.arriveEach(1, 10);
    world.advance(Duration.ofSeconds(1));
  }

  private SwitchResult toFailover() {
    return world.active.commands().move(FAILOVER);
  }

  private void refused(SwitchCommand order, RefusalReason why) {
    ActiveStore before = world.active.active();
    assertThat(world.order(order)).isEqualTo(new SwitchResult.Refused(why));
    assertThat(world.active.active()).isEqualTo(before);
  }

  private StoreName where() {
    return world.active.active().store();
  }
}
