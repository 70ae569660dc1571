package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.journal.FileJournal;
import btcfeed.testsupport.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G2, G3, G4: the service killed with kill -9 at any instant")
class KilledServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KILLS = 4;
  private static final long LATEST_NANOS = 700_000_000L;
  private static final double TRADES_A_SECOND = 700;

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
      "four times over while trades come: what was accepted is in both stores, once, the rest a"
          + " gap")
  void anyInstant() throws Exception {
    List<List<String>> seen = new ArrayList<>();
    for (long seed = 1; seed <= KILLS; seed++) {
      killedAt(seed);
      seen.add(Rig.ids(rig.primary));
      seen.add(Rig.ids(rig.failover));
    }
    rig.venue.live(0);

    Process last = started();
    try {
      rig.venue.burst(20);
      String newest = rig.traded().getLast();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(Rig.ids(rig.primary)).contains(newest);
                assertThat(Rig.ticks(rig.primary)).isEqualTo(Rig.ticks(rig.failover));
              });
      last.destroy();
      assertThat(last.waitFor()).as("exit code after SIGTERM").isZero();
    } finally {
      last.destroyForcibly().waitFor();
    }

    List<String> kept = Rig.ids(rig.primary);
    assertThat(kept).doesNotHaveDuplicates();
    assertThat(seen.getLast()).isNotEmpty();
    assertThat(new HashSet<>(rig.traded())).containsAll(kept);
    assertThat(seen).allSatisfy(then -> assertThat(kept.subList(0, then.size())).isEqualTo(then));
    try (FileJournal journal = RunVerb.journal(rig.config())) {
      assertThat(kept).isEqualTo(Holdings.accepted(journal));
    }
    // Of trades before the first accepted one nothing is known, so they are no gap.
    int first = rig.traded().indexOf(kept.getFirst());
    List<String> missing = new ArrayList<>(rig.traded().subList(first, rig.traded().size()));
    missing.removeAll(new HashSet<>(kept));
    Holdings.assertPublishedAsMissing(rig.primary, missing);
    assertThat(rig.primary.texts("HGETALL", "btc:day:binance:BTC-USDT"))
        .isEqualTo(rig.failover.texts("HGETALL", "btc:day:binance:BTC-USDT"));
  }

  /**
   * Sometimes before the stores are reached, mostly while they are written, every second time with
   * one that takes nothing any more, so that the journal is ahead of it.
   */
  private void killedAt(long seed) throws Exception {
    Process service = started();
    RedisProcess frozen = seed % 4 == 0 ? rig.failover : rig.primary;
    int before = Rig.ids(rig.failover).size();
    boolean freezes = seed % 2 == 0;
    try {
      rig.venue.live(TRADES_A_SECOND);
      if (seed > 1) {
        await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).size() > before);
      }
      if (freezes) {
        frozen.freeze();
      }
      long at = System.nanoTime() + new Random(seed).nextLong(LATEST_NANOS);
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(PATIENCE)
          .until(() -> System.nanoTime() - at >= 0);
    } finally {
      service.destroyForcibly().waitFor();
      if (freezes) {
        frozen.thaw();
      }
    }
  }

  private Process started() throws Exception {
    long before = rig.venue.handshakes();
    Process service = rig.process();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(service.isAlive()).as("the service runs").isTrue();
              return rig.venue.handshakes() > before;
            });
    rig.awaitSubscriber();
    return service;
  }
}
