package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While the journal cannot be written")
class JournalTroubleTest {
  private static final int RECORDS_A_SEGMENT = 10;

  private final World world = World.start(new InMemoryJournal(RECORDS_A_SEGMENT, 1 << 20));

  @Test
  @DisplayName("for another reason than a full disk, nothing in it is given up")
  void brokenDisk() {
    world.failover.cut();
    world.arriveEach(1, 300);
    int segments = world.journal.status().segments();
    assertThat(segments).isGreaterThan(30);

    world.journal.failAppends("Input/output error");
    for (int id = 301; id <= 400; id++) {
      world.arrive(id);
      world.advance(Duration.ofMillis(1));
    }
    world.advance(Duration.ofSeconds(30));
    assertThat(world.journal.status().segments()).isEqualTo(segments);
    assertThat(world.journal.status().failure()).isNotEmpty();

    world.journal.healAppends();
    world.advance(Duration.ofSeconds(1));
    world.failover.heal();
    world.advance(Duration.ofMinutes(1));
    assertThat(world.failover.ticks()).hasSize(400).isEqualTo(world.primary.ticks());
    assertThat(world.happened(FeedEvent.JournalDropped.class)).isEmpty();
  }

  @Test
  @DisplayName("because the disk is full, the oldest segments go one by one, with growing pauses")
  void fullDisk() {
    world.failover.cut();
    world.arriveEach(1, 300);
    int segments = world.journal.status().segments();

    world.journal.fillDisk();
    for (int id = 301; id <= 400; id++) {
      world.arrive(id);
      world.advance(Duration.ofMillis(1));
    }
    world.advance(Duration.ofMillis(700));
    assertThat(world.journal.status().segments()).isEqualTo(segments - 1);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.journal.status().segments()).isBetween(segments - 8, segments - 3);

    world.journal.healAppends();
    world.advance(Duration.ofMinutes(1));
    assertThat(world.primary.ticks()).hasSize(400);
    assertThat(world.happened(FeedEvent.JournalDropped.class)).isNotEmpty();
  }

  @Test
  @DisplayName("for a time, a segment that was dropped gives its room before the next one goes")
  void oneAtATime() {
    world.failover.cut();
    world.arriveEach(1, 300);
    world.journal.fillDisk();
    world.arrive(301);
    world.advance(Duration.ofMillis(500));
    world.journal.healAppends();
    world.advance(Duration.ofMillis(100));
    int segments = world.journal.status().segments();

    world.journal.fillDisk();
    world.arrive(302);
    world.advance(Duration.ofMillis(200));

    assertThat(world.journal.status().segments()).isEqualTo(segments);
  }

  @Test
  @DisplayName(
      "beyond its limit, what it deletes is reported and counted, also if every store has it")
  void limit() {
    World small = World.start(new InMemoryJournal(RECORDS_A_SEGMENT, 4_000));
    for (long id = 1; id <= 300; id += 5) {
      small.arriveEach(id, id + 4);
      small.advance(Duration.ofSeconds(2));
    }

    assertThat(small.journal.status().losses().segmentsForRoom()).isPositive();
    assertThat(small.happened(FeedEvent.SegmentsDropped.class)).isNotEmpty();
  }
}
