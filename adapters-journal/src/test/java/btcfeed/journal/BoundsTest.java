package btcfeed.journal;

import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.sequence.SequenceCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal's limits")
class BoundsTest {
  private static final Market MARKET = new Market(new Venue("kraken"), Symbol.parse("BTC-USD"));

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory = Path.of("");

  @Test
  @DisplayName("default to 32 MiB a segment, 1 GiB in total and 10 ms between syncs")
  void defaults() {
    assertThat(JournalOptions.DEFAULT)
        .isEqualTo(new JournalOptions(33_554_432, 1_073_741_824, Duration.ofMillis(10)));
    assertThat(JournalOptions.withMaxBytes(1L << 30).segmentBytes()).isEqualTo(33_554_432);
    assertThat(JournalOptions.withMaxBytes(64 << 20).segmentBytes()).isEqualTo(4 << 20);
  }

  @Test
  @DisplayName("are refused if they make no sense")
  void senseless() {
    Duration interval = Duration.ofMillis(1);
    assertThatThrownBy(() -> new JournalOptions(10, 10_000, interval)).hasMessageContaining("256");
    assertThatThrownBy(() -> new JournalOptions(1000, 1999, interval)).hasMessageContaining("two");
    assertThatThrownBy(() -> new JournalOptions(1000, 2000, Duration.ZERO))
        .hasMessageContaining("sync");
    assertThatThrownBy(() -> JournalOptions.withMaxBytes(100)).hasMessageContaining("256");
  }

  @Test
  @DisplayName("hold for the files on disk: dropped segments are deleted")
  void onDisk() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      for (long ms = 1; ms < 2000; ms += 3) {
        journal.append(ticks(ms, ms + 2));
        long bytes = 0;
        for (Path file : Journals.segments(directory)) {
          bytes += Files.size(file);
        }
        assertThat(bytes)
            .isEqualTo(journal.status().bytes())
            .isLessThanOrEqualTo(Journals.SMALL.maxBytes());
      }
      assertThat(journal.status().failure()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "keep a segment that cannot be deleted readable, and the append fails with a message")
  void undeletable() {
    FaultyDisk disk = new FaultyDisk();
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      Journals.appendEach(journal, ticks(1, 60));
      disk.deleteFails = true;
      assertThat(journal.dropOldest()).isZero();
      journal.release(new JournalId(60, 0), 0);
      assertThat(journal.status().failure()).contains("cannot delete");
      assertThat(Journals.readAll(journal)).isEqualTo(ticks(1, 60));
      assertThat(journal.status().dropped()).isZero();

      long ms = 61;
      while (journal.append(ticks(ms, ms)) instanceof Appended.Done) {
        ms++;
      }
      assertThat(journal.status().failure()).contains("at its limit").contains("cannot delete");
      assertThat(Journals.readAll(journal)).isEqualTo(ticks(1, ms - 1));
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(Journals.SMALL.maxBytes());

      disk.deleteFails = false;
      assertThat(journal.append(ticks(ms, ms))).isInstanceOf(Appended.Done.class);
      assertThat(journal.status().failure()).isEmpty();
      assertThat(journal.status().losses().segmentsForRoom()).isOne();
    }
  }

  @Test
  @DisplayName("count only the ticks that a store needs, however many other records there are")
  void keepsTicks() {
    JournalId everything = new JournalId(1_000_000, 0);
    try (FileJournal journal = Journals.open(directory)) {
      for (long ms = 1; ms < 600; ms += 3) {
        journal.append(List.of(Journals.tick(ms), checkpoint(ms + 1, 40), checkpoint(ms + 2, 40)));
        journal.release(everything, 20);
      }
      assertThat(ticksHeld(journal)).isBetween(20L, 30L);
    }
    try (FileJournal journal = Journals.open(directory)) {
      for (int second = 0; second < 20; second++) {
        journal.release(everything, 15);
      }
      assertThat(ticksHeld(journal)).as("counted again after a restart").isBetween(15L, 20L);
    }
  }

  private static long ticksHeld(FileJournal journal) {
    return Journals.readAll(journal).stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Ticked)
        .count();
  }

  @Test
  @DisplayName("refuse a record or an append that is too long, and write nothing of it")
  void tooLong() {
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.append(List.of(checkpoint(1, 4000)))).isInstanceOf(Appended.Done.class);
      assertThatThrownBy(() -> journal.append(List.of(checkpoint(2, 4090))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a record of");
      assertThatThrownBy(() -> journal.append(ticks(2, 200_000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an append of more than");
      assertThat(Journals.readAll(journal)).containsExactly(checkpoint(1, 4000));
      assertThat(journal.append(ticks(2, 20_000))).isInstanceOf(Appended.Done.class);
      assertThat(journal.status().newest()).isEqualTo(new JournalId(20_000, 0));
    }
  }

  @Test
  @DisplayName("for a power cut: appends are synced a little later, without a request")
  void synced() {
    try (FileJournal journal = Journals.open(directory)) {
      Journals.appendEach(journal, ticks(1, 60));
      await()
          .atMost(PATIENCE)
          .until(() -> journal.status().syncedTo().equals(new JournalId(60, 0)));
    }
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(journal.status().syncedTo()).isEqualTo(new JournalId(60, 0));
    }
  }

  private static Entry checkpoint(long ms, int length) {
    return new Entry(
        new JournalId(ms, 0),
        new JournalEvent.Checkpointed(
            MARKET, new SequenceCheckpoint.Sequential(ms, 1, "1".repeat(length))));
  }
}
