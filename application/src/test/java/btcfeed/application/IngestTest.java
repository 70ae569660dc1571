package btcfeed.application;

import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Origin;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ingest")
class IngestTest {
  private final World world = World.start();

  @Test
  @DisplayName("accepts each trade once, whatever is repeated or out of order")
  void onceEach() {
    world.arrive(1, 2, 2, 1);
    world.arrive(4);
    world.arrive(3);
    world.arrive(3, 4);

    assertThat(ids(world.journal.entries())).containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  @DisplayName("publishes a gap when it opens and when it closes")
  void gapsArePublished() {
    world.arrive(1);
    world.arrive(4);
    world.arrive(2, 3);

    assertThat(gaps())
        .extracting(Gap::ids, Gap::state, Gap::trades)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Optional.of(new Gap.Ids(2, 3)), Gap.State.OPEN, 0L),
            org.assertj.core.groups.Tuple.tuple(
                Optional.of(new Gap.Ids(2, 3)), Gap.State.CLOSED, 2L));
    assertThat(world.primary.gaps()).hasSize(2);
  }

  @Test
  @DisplayName(
      "measures a price's age from the message that brought it, not from a later duplicate")
  void aRepeatIsNoNews() {
    world.journal.fillDisk();
    world.arrive(1);
    world.arrive(2);
    world.advance(Duration.ofSeconds(30));
    world.arrive(2);
    world.journal.healAppends();
    world.advance(Duration.ofSeconds(1));

    assertThat(ids(world.primary)).isEqualTo(upTo(2));
    assertThat(world.snapshot().facts().priceAge())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofSeconds(30)));
  }

  @Test
  @DisplayName("refuses a trade from the future and keeps the last good price")
  void theFutureIsRefused() {
    world.arrive(1);
    long tomorrow = world.clock.wallUs() + Duration.ofDays(1).toNanos() / 1_000;
    world.ingest.accept(
        List.of(World.trade(2, tomorrow)), Origin.LIVE, world.clock.wallUs(), world.clock.nanos());
    world.advance(Duration.ofMillis(1));

    assertThat(ids(world.journal.entries())).isEqualTo(upTo(1));
    assertThat(world.happened(FeedEvent.InputRefused.class))
        .extracting(FeedEvent.InputRefused::reason)
        .containsExactly(BadInput.BAD_TIME);
    assertThat(world.ingest.newest().orElseThrow().tick().trade().id().text()).isEqualTo("1");
  }

  @Test
  @DisplayName("is not led astray by one damaged id, nor deaf to a true jump")
  void aDamagedIdIsNotBelieved() {
    world.arrive(1);
    world.arrive(999_999_999_999L);
    world.arriveEach(2, 5);
    assertThat(ids(world.journal.entries())).isEqualTo(upTo(5));

    world.arrive(50_000_000_001L);
    world.arrive(50_000_000_002L);
    assertThat(ids(world.journal.entries()))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 50_000_000_001L, 50_000_000_002L);
  }

  @Test
  @DisplayName("holds what it accepted while the disk is full, and writes it when it can")
  void aFullDiskLosesNothing() {
    world.arrive(1);
    world.journal.fillDisk();
    world.arriveEach(2, 20);
    assertThat(ids(world.primary)).isEqualTo(upTo(1));

    world.journal.healAppends();
    world.advance(Duration.ofSeconds(1));

    assertThat(ids(world.primary)).isEqualTo(upTo(20));
    assertThat(world.happened(FeedEvent.JournalFailing.class)).hasSize(1);
    assertThat(world.happened(FeedEvent.JournalWorksAgain.class)).hasSize(1);
  }

  @Test
  @DisplayName("gives journal ids that only grow")
  void idsGrow() {
    world.arriveEach(1, 5);
    world.clock.setWallBack(Duration.ofMinutes(10));
    world.arriveEach(6, 10);

    assertThat(world.journal.entries().stream().map(Entry::id).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private List<Gap> gaps() {
    return world.journal.entries().stream()
        .map(Entry::event)
        .filter(JournalEvent.GapChanged.class::isInstance)
        .map(event -> ((JournalEvent.GapChanged) event).gap())
        .toList();
  }
}
