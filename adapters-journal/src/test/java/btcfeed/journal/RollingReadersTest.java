package btcfeed.journal;

import static btcfeed.journal.Journals.ticks;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("While segments begin and are dropped, readers of a journal")
class RollingReadersTest {
  private static final int RECORDS = 40_000;
  private static final int READERS = 3;

  @TempDir Path directory = Path.of("");

  /** What one reader got: every id, and the reported number of lost records. */
  private record Seen(List<Long> ids, long lost) {}

  @Test
  @Timeout(300)
  @DisplayName("see every record once and in order if nothing is dropped")
  void nothingDropped() throws Exception {
    JournalOptions options = new JournalOptions(16 << 10, 1L << 30, Duration.ofMillis(1));

    for (Seen seen : appendAndRead(options)) {
      assertThat(seen.lost()).isZero();
      assertThat(seen.ids()).hasSize(RECORDS);
      assertThat(seen.ids().getLast()).isEqualTo(RECORDS);
    }
  }

  @Test
  @Timeout(300)
  @DisplayName("see every record or, if they are too slow, an exact count of the missed ones")
  void dropped() throws Exception {
    JournalOptions options = new JournalOptions(4 << 10, 16 << 10, Duration.ofMillis(1));

    for (Seen seen : appendAndRead(options)) {
      assertThat(seen.ids().size() + seen.lost()).isEqualTo(RECORDS);
      assertThat(seen.ids()).isSorted().doesNotHaveDuplicates();
      assertThat(seen.ids().getLast()).isEqualTo(RECORDS);
    }
  }

  @Test
  @DisplayName("miss nothing because of an interrupt")
  void interrupted() {
    try (FileJournal journal = Journals.open(directory);
        var reader = journal.readAfter(JournalId.START)) {
      Thread.currentThread().interrupt();
      for (long ms = 1; ms <= 60; ms++) {
        assertThat(journal.append(ticks(ms, ms))).isInstanceOf(Appended.Done.class);
      }
      List<Entry> read = new ArrayList<>();
      while (reader.next(5, 10_000) instanceof Read.Records(var batch)) {
        read.addAll(batch.entries());
      }
      assertThat(Thread.interrupted()).as("the interrupt is kept for others").isTrue();
      assertThat(read).isEqualTo(ticks(1, 60));
    }
  }

  private List<Seen> appendAndRead(JournalOptions options) throws Exception {
    try (FileJournal journal = Journals.open(directory, options, new Disk());
        ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
      List<Future<Seen>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reading(journal.readAfter(JournalId.START))));
      }
      for (long ms = 1; ms <= RECORDS; ms += 4) {
        assertThat(journal.append(ticks(ms, ms + 3))).isInstanceOf(Appended.Done.class);
      }
      List<Seen> seen = new ArrayList<>();
      for (Future<Seen> reader : readers) {
        seen.add(reader.get());
      }
      assertThat(journal.status().failure()).isEmpty();
      return seen;
    }
  }

  private static Callable<Seen> reading(Reader behind) {
    return () -> {
      List<Long> ids = new ArrayList<>();
      long lost = 0;
      try (Reader reader = behind) {
        while (ids.isEmpty() || ids.getLast() < RECORDS) {
          switch (reader.next(100, 10_000)) {
            case Read.Records(var batch) ->
                batch.entries().forEach(entry -> ids.add(entry.id().ms()));
            case Read.Lost(long records) -> lost += records;
            case Read.AtEnd() -> LockSupport.parkNanos(10_000);
          }
        }
      }
      return new Seen(ids, lost);
    };
  }
}
