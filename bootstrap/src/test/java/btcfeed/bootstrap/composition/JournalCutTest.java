package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.journal.FileJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("G3, G4: after the journal has lost its end without a trace in its files,")
class JournalCutTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SEGMENT_HEADER = 56;
  private static final int FRAME_HEADER = 24;

  @TempDir private Path data;
  private Rig rig;

  /** What is gone. */
  enum Gone {
    /** Whole appends, as a power cut takes them. */
    APPENDS,
    NEWEST_SEGMENT,
    EVERY_SEGMENT
  }

  @BeforeEach
  void putUp() throws Exception {
    rig = new Rig(data);
    rig.settings.put("FEED_JOURNAL_MAX_BYTES", "1MiB");
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a restart accepts no trade twice; the journal and both stores are equal")
  void goneEnd(Gone gone) throws Exception {
    rig.startAndSubscribe();
    rig.venue.burst(1_000);
    awaitEqual();
    rig.stop();
    cut(gone);

    rig.startAndSubscribe();
    rig.venue.burst(100);

    awaitEqual();
    rig.stop();
    assertThat(Rig.ids(rig.primary)).isEqualTo(rig.traded());
    try (FileJournal journal = RunVerb.journal(rig.config())) {
      assertThat(Holdings.accepted(journal)).isEqualTo(rig.traded());
    }
    assertThat(rig.log).anyMatch(FeedEvent.JournalRestored.class::isInstance);
  }

  /** Segments behind the newest tick go in any case: they have nothing that a stream has. */
  private void cut(Gone gone) throws IOException {
    List<Path> segments = segments();
    assertThat(segments).hasSizeGreaterThan(1);
    for (Path segment : segments.reversed()) {
      byte[] bytes = Files.readAllBytes(segment);
      List<Integer> ticks = appendsWithTicks(bytes);
      if (ticks.isEmpty() || gone != Gone.APPENDS) {
        Files.delete(segment);
      } else {
        Files.write(segment, Arrays.copyOf(bytes, ticks.get(ticks.size() / 2)));
      }
      if (!ticks.isEmpty() && gone != Gone.EVERY_SEGMENT) {
        return;
      }
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("journal"))) {
      return files.filter(path -> path.toString().endsWith(".segment")).sorted().toList();
    }
  }

  /** Where in a segment's file they begin. */
  private static List<Integer> appendsWithTicks(byte[] bytes) {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    List<Integer> begins = new ArrayList<>();
    int append = SEGMENT_HEADER;
    boolean ticked = false;
    int at = SEGMENT_HEADER;
    while (at < bytes.length) {
      int length = frames.getInt(at + 4);
      ticked |= bytes[at + FRAME_HEADER + 1] == 't';
      at += FRAME_HEADER + (length & Integer.MAX_VALUE);
      if (length < 0) {
        if (ticked) {
          begins.add(append);
        }
        append = at;
        ticked = false;
      }
    }
    return begins;
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
