package btcfeed.journal;

import btcfeed.domain.port.JournalPort.Appended;
import java.nio.file.Path;
import java.time.Duration;

/** Appends lists of one to seven ticks and prints each list's last id once it is acknowledged. */
final class AppendUntilKilled {
  private AppendUntilKilled() {}

  public static void main(String[] args) {
    JournalOptions options = new JournalOptions(256 << 10, 1L << 30, Duration.ofMillis(5));
    switch (FileJournal.open(Path.of(args[0]), options, "child")) {
      case OpenResult.Ready(FileJournal journal) -> {
        long next = journal.status().newest().ms() + 1;
        while (journal.append(Journals.ticks(next, next + next % 7)) instanceof Appended.Done) {
          next += next % 7 + 1;
          System.out.println(next - 1);
        }
        System.out.println("failed: " + journal.status().failure());
      }
      case OpenResult.InUse(String detail) -> System.out.println(detail);
      case OpenResult.Failed(String detail) -> System.out.println(detail);
    }
  }
}
