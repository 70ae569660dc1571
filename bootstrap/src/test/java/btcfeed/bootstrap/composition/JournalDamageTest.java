package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.FeedLog.FeedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G3: after bits of the newest journal segment have flipped")
class JournalDamageTest {
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
      "a restart accepts no trade a second time, both stores are equal, and health says so")
  void flippedBits() throws Exception {
    rig.startAndSubscribe();
    rig.venue.burst(300);
    awaitEqual();
    rig.failover.kill();
    rig.venue.burst(300);
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));
    rig.stop();
    damageNewestSegment();

    rig.start();
    await().atMost(PATIENCE).until(() -> rig.venue.handshakes() >= 2);
    rig.awaitSubscriber();
    rig.failover.restart();
    rig.venue.burst(100);

    awaitEqual();
    assertThat(rig.log).anyMatch(FeedEvent.JournalRestored.class::isInstance);
    assertThat(rig.get("/health").get("reasons").toString()).contains("journal_damaged");
  }

  /** One bit early in the file, one in the middle, one in its last record. */
  private void damageNewestSegment() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("journal"))) {
      List<Path> segments =
          files.filter(path -> path.toString().endsWith(".segment")).sorted().toList();
      byte[] bytes = Files.readAllBytes(segments.getLast());
      for (int at : new int[] {bytes.length / 5, bytes.length / 2, bytes.length - 9}) {
        bytes[at] ^= 2;
      }
      Files.write(segments.getLast(), bytes);
    }
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
