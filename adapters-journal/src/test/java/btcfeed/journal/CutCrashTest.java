package btcfeed.journal;

import static btcfeed.journal.Journals.appendEach;
import static btcfeed.journal.Journals.checkpoint;
import static btcfeed.journal.Journals.readAll;
import static btcfeed.journal.Journals.tick;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("If the disk fails or the process dies within a cut, a journal")
class CutCrashTest {
  /** The timer never syncs, so that only the cut changes files. */
  private static final JournalOptions STILL = new JournalOptions(2048, 40_960, Duration.ofHours(1));

  private static final int RECORDS = 90;

  @TempDir Path directory = Path.of("");
  private Path current = Path.of("");

  @Test
  @DisplayName("holds the beginning of what it held, at least up to the cut, without damage")
  void diesAnywhere() throws IOException {
    for (int at = 0; at < RECORDS; at += 4) {
      int cut = at;
      dieAnywhere(
          cut,
          (journal, disk) -> {
            Path dead = Journals.copy(current);
            try (FileJournal next = Journals.open(dead, STILL, quick())) {
              List<Entry> left = readAll(next);
              assertThat(left.size()).isBetween(cut, RECORDS);
              assertThat(left).isEqualTo(history().subList(0, left.size()));
              assertThat(next.lostRanges()).isEmpty();
              assertThat(next.openingNotes()).isEmpty();
              assertThat(next.cutAfter(new JournalId(cut, 0))).isEqualTo(new Appended.Done(false));
              appendEach(next, ticks(RECORDS + 1, RECORDS + 2));
              assertThat(readAll(next)).isEqualTo(cutAndContinued(cut));
            }
          });
    }
  }

  @Test
  @DisplayName("reads as cut, refuses appends, and completes the cut when the disk works again")
  void completesLater() throws IOException {
    for (int cut : List.of(0, 25, 47, 80)) {
      for (boolean again : List.of(true, false)) {
        dieAnywhere(
            cut,
            (journal, disk) -> {
              List<Entry> left = history().subList(0, cut);
              assertThat(readAll(journal)).isEqualTo(left);
              assertThat(journal.append(List.of(tick(RECORDS + 1))))
                  .isInstanceOf(Appended.Failed.class);
              assertThat(readAll(journal)).isEqualTo(left);
              disk.changes.set(Long.MAX_VALUE);
              if (again) {
                assertThat(journal.cutAfter(new JournalId(cut, 0)))
                    .isEqualTo(new Appended.Done(false));
                try (FileJournal next = Journals.open(Journals.copy(current), STILL, quick())) {
                  assertThat(readAll(next)).isEqualTo(left);
                }
              }
              appendEach(journal, ticks(RECORDS + 1, RECORDS + 2));
              assertThat(readAll(journal)).isEqualTo(cutAndContinued(cut));
              try (FileJournal next = Journals.open(Journals.copy(current), STILL, quick())) {
                assertThat(readAll(next)).isEqualTo(cutAndContinued(cut));
                assertThat(next.openingNotes()).isEmpty();
              }
            });
      }
    }
  }

  /** Cuts again and again, each time with one more working change, until the cut succeeds. */
  private void dieAnywhere(int cut, BiConsumer<FileJournal, FaultyDisk> check) throws IOException {
    boolean done = false;
    int changes = 0;
    for (; !done; changes++) {
      FaultyDisk disk = quick();
      current = Files.createTempDirectory(directory, "journal");
      try (FileJournal journal = Journals.open(current, STILL, disk)) {
        write(journal);
        disk.changes.set(changes);
        done = journal.cutAfter(new JournalId(cut, 0)) instanceof Appended.Done;
        if (!done) {
          check.accept(journal, disk);
        }
      }
    }
    assertThat(changes).as("changes of files by the cut").isGreaterThanOrEqualTo(2);
  }

  /** Appends of three records; the ids are 1 to the number of records. */
  private static void write(FileJournal journal) {
    List<Entry> all = history();
    for (int i = 0; i < all.size(); i += 3) {
      assertThat(journal.append(all.subList(i, i + 3))).isInstanceOf(Appended.Done.class);
    }
    assertThat(journal.status().segments()).isGreaterThan(3);
  }

  private static List<Entry> history() {
    List<Entry> all = new ArrayList<>(ticks(1, RECORDS));
    for (int i = 0; i < 3; i++) {
      all.set(i, checkpoint(i + 1));
      all.set(i + 24, checkpoint(i + 25));
    }
    return all;
  }

  private static List<Entry> cutAndContinued(int cut) {
    List<Entry> all = new ArrayList<>(history().subList(0, cut));
    all.addAll(ticks(RECORDS + 1, RECORDS + 2));
    return all;
  }

  private static FaultyDisk quick() {
    FaultyDisk disk = new FaultyDisk();
    disk.syncsNothing = true;
    return disk;
  }
}
