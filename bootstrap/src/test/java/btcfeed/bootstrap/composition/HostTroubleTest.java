package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.journal.FileJournal;
import btcfeed.journal.FullDisk;
import btcfeed.journal.JournalOptions;
import btcfeed.journal.OpenResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G2 to G6: while the own host has a fault, or both stores do")
class HostTroubleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws Exception {
    rig = new Rig(data);
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName(
      "its clock an hour back, ids grow on, both stores are equal, and a fresh price is fresh")
  void clockGoesBack() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitEqual();
    JournalId before = Holdings.entryIds(rig.primary).getLast();

    rig.clock.set(Duration.ofHours(-1));
    rig.venue.burst(100);
    awaitEqual();
    awaitHealth("healthy");
    assertThat(rig.get("/health").get("seconds_since_update").asDouble()).isBetween(0.0, 600.0);

    rig.stop();
    rig.start();
    await().atMost(PATIENCE).until(() -> rig.venue.handshakes() >= 2);
    rig.awaitSubscriber();
    rig.venue.burst(100);
    awaitEqual();
    List<JournalId> ids = Holdings.entryIds(rig.primary);
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids.getLast().isAfter(before)).isTrue();
    awaitHealth("healthy");
  }

  @Test
  @DisplayName(
      "its disk full, it says so, and what was received is in both stores once there is room")
  void diskFull() throws CannotStart {
    FullDisk disk = new FullDisk();
    JournalOptions options = JournalOptions.withMaxBytes(rig.config().journal().maxBytes());
    rig.start(opened(disk.open(data.resolve("journal"), options, "on-a-full-disk")));
    rig.awaitSubscriber();
    rig.venue.burst(100);
    awaitEqual();

    disk.full(true);
    rig.venue.burst(300);
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/health").get("reasons").toString().contains("journal_failing"));
    assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded().subList(0, 100));
    assertThat(rig.log).anyMatch(FeedEvent.JournalFailing.class::isInstance);

    disk.full(false);
    awaitEqual();
    rig.venue.burst(1);
    awaitHealth("healthy");
    assertThat(rig.log).anyMatch(FeedEvent.JournalWorksAgain.class::isInstance);
  }

  @Test
  @DisplayName(
      "both stores away for long, every trade waits, and comes to the one kept and the one emptied")
  void bothAwayForLong() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitEqual();
    rig.primary.kill();
    rig.failover.kill();
    for (int round = 1; round <= 20; round++) {
      rig.venue.burst(500);
      long all = 100 + 500L * round;
      await()
          .atMost(PATIENCE)
          .until(() -> rig.get("/health").at("/journal/records").asLong() >= all);
    }
    awaitHealth("unhealthy");
    assertThat(rig.get("/redis/status").get("connected").asBoolean()).isFalse();

    rig.failover.restartEmpty();
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    rig.primary.restart();
    awaitEqual();
  }

  @Test
  @DisplayName(
      "both stores away for longer than the journal holds, the oldest is lost, counted and loud")
  void bothAwayForTooLong() throws CannotStart {
    rig.settings.put("FEED_JOURNAL_MAX_BYTES", "1MiB");
    rig.startAndSubscribe();
    rig.venue.burst(100);
    awaitEqual();
    rig.primary.kill();
    rig.failover.kill();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              rig.venue.burst(1_000);
              return rig.get("/health").at("/journal/dropped").asLong() > 0;
            });
    assertThat(rig.get("/health").get("reasons").toString()).contains("journal_dropped");
    rig.primary.restart();
    rig.failover.restart();
    String last = rig.traded().getLast();
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).contains(last));
    await().atMost(PATIENCE).until(() -> Rig.ticks(rig.primary).equals(Rig.ticks(rig.failover)));

    List<String> kept = Rig.ids(rig.primary);
    int newest = kept.size() - 100;
    assertThat(kept.subList(0, 100)).isEqualTo(rig.traded().subList(0, 100));
    assertThat(kept.subList(100, kept.size()))
        .isEqualTo(rig.traded().subList(rig.traded().size() - newest, rig.traded().size()));
    int lost = rig.traded().size() - kept.size();
    for (String store : List.of("primary", "failover")) {
      assertThat(rig.get("/redis/status").at("/stores/" + store + "/lost").asLong())
          .isGreaterThanOrEqualTo(lost);
    }
  }

  private static FileJournal opened(OpenResult opened) {
    return switch (opened) {
      case OpenResult.Ready(FileJournal journal) -> journal;
      case OpenResult.InUse(String detail) -> throw new AssertionError(detail);
      case OpenResult.Failed(String detail) -> throw new AssertionError(detail);
    };
  }

  private void awaitHealth(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(rig.get("/health").get("status").textValue()).isEqualTo(status));
  }

  private void awaitEqual() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
              assertThat(Rig.ticks(rig.primary)).isEqualTo(Rig.ticks(rig.failover));
            });
  }
}
