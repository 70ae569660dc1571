package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("After kill -9 of the process that writes it, a journal")
class KilledProcessTest {
  private static final int ROUNDS = 4;

  @TempDir Path directory = Path.of("");

  @Test
  @Timeout(300)
  @DisplayName("has every acknowledged record, once and in order, and takes more")
  void keepsWhatWasAcknowledged() throws Exception {
    long acknowledged = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      long enough = acknowledged + 4000L * round;
      try (ChildJvm child = ChildJvm.start(AppendUntilKilled.class, directory)) {
        while (acknowledged < enough) {
          acknowledged = Long.parseLong(child.line());
        }
        child.kill();
        // The rest of its output; the last line may be incomplete.
        for (String line = child.line(); !line.isEmpty(); line = child.line()) {
          acknowledged = Math.max(acknowledged, Long.parseLong(line));
        }
      }
      try (FileJournal journal = Journals.open(directory)) {
        long newest = journal.status().newest().ms();
        assertThat(newest).isGreaterThanOrEqualTo(acknowledged);
        assertThat(Journals.readAll(journal)).isEqualTo(Journals.ticks(1, newest));
        acknowledged = newest;
      }
    }
  }
}
