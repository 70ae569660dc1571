package btcfeed.journal;

import static btcfeed.journal.Journals.readAll;
import static btcfeed.journal.Journals.tick;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("While a journal is cut, its readers")
class CutReadersTest {
  private static final int ROUNDS = 100;
  private static final int READERS = 3;

  @TempDir Path directory = Path.of("");

  @Test
  @Timeout(300)
  @DisplayName("miss no record that stays, lose none, and read none twice")
  void missNothing() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    disk.syncsNothing = true;
    JournalOptions options = new JournalOptions(4 << 10, 1L << 30, Duration.ofMillis(1));
    try (FileJournal journal = Journals.open(directory, options, disk);
        ExecutorService pool = Executors.newFixedThreadPool(READERS)) {
      long end = Long.MAX_VALUE / 2000;
      List<Future<List<Entry>>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(pool.submit(reading(journal.readAfter(JournalId.START), end)));
      }
      appendAndCut(journal, new Random(11));
      assertThat(journal.append(List.of(tick(end)))).isInstanceOf(Appended.Done.class);

      List<Entry> left = readAll(journal);
      for (Future<List<Entry>> reader : readers) {
        List<Entry> read = reader.get();
        assertThat(read.stream().map(Entry::id)).isSorted().doesNotHaveDuplicates();
        assertThat(read).containsAll(left);
      }
      assertThat(journal.status().failure()).isEmpty();
    }
  }

  @Test
  @DisplayName("follow a cut that comes just before or after they open a file")
  void cutWhileOpening() {
    // In the reader's segment, in the one before it, at the end of that one, and everything.
    for (long cut : List.of(29, 22, 5, 0)) {
      for (long next : List.of(cut + 1, 100L)) {
        for (boolean before : List.of(true, false)) {
          cutWhileOpening(cut, next, before);
        }
      }
    }
  }

  private void cutWhileOpening(long cut, long next, boolean before) {
    FaultyDisk disk = new FaultyDisk();
    disk.syncsNothing = true;
    Path here = directory.resolve(cut + "-" + next + "-" + before);
    JournalOptions options = new JournalOptions(2048, 1L << 30, Duration.ofHours(1));
    try (FileJournal journal = Journals.open(here, options, disk)) {
      Reader at = journal.readAfter(JournalId.START);
      Journals.appendEach(journal, Journals.ticks(1, 60));
      List<Entry> read = new ArrayList<>();
      while (read.size() < 30) {
        read.addAll(((Read.Records) at.next(5, 10_000)).batch().entries());
      }
      // The next call opens the file again.
      at.close();
      List<Entry> fresh = List.of(replaced(next), replaced(next + 1), replaced(next + 2));
      (before ? disk.beforeReading : disk.afterReading)
          .set(
              () -> {
                assertThat(journal.cutAfter(new JournalId(cut, 0)))
                    .isInstanceOf(Appended.Done.class);
                assertThat(journal.append(fresh)).isInstanceOf(Appended.Done.class);
              });

      assertThat(at.next(50, 100_000))
          .isInstanceOfSatisfying(
              Read.Records.class,
              records -> assertThat(records.batch().entries()).isEqualTo(fresh));
      assertThat(at.next(50, 100_000)).isEqualTo(new Read.AtEnd());
      at.close();
    }
  }

  private static Entry replaced(long ms) {
    return JournalScript.tick(new JournalId(ms, 0), 99);
  }

  /** Never uses an id again, so that a record read twice would show. */
  private static void appendAndCut(FileJournal journal, Random random) {
    long ms = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        List<Entry> entries = Journals.ticks(ms, ms + random.nextInt(8));
        assertThat(journal.append(entries)).isInstanceOf(Appended.Done.class);
        ms += entries.size();
      }
      long cut = Math.max(0, ms - 1 - random.nextInt(60));
      assertThat(journal.cutAfter(new JournalId(cut, 0))).isInstanceOf(Appended.Done.class);
    }
  }

  private static Callable<List<Entry>> reading(Reader from, long end) {
    return () -> {
      List<Entry> read = new ArrayList<>();
      try (Reader reader = from) {
        while (read.isEmpty() || read.getLast().id().ms() < end) {
          switch (reader.next(20, 10_000)) {
            case Read.Records(var batch) -> read.addAll(batch.entries());
            case Read.Lost(long records) -> throw new AssertionError("lost " + records);
            case Read.AtEnd() -> LockSupport.parkNanos(1_000);
          }
        }
      }
      return read;
    };
  }
}
