package btcfeed.journal;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.port.JournalPort.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Replays what a recovery needs, from the head of the last segment with checkpoints. */
final class JournalReplay {
  private static final int RECORDS = 4096;
  private static final int BYTES = 1024 * 1024;

  private JournalReplay() {}

  static void of(LayoutRef layout, Disk disk, Consumer<Entry> each) {
    Layout now = layout.get();
    if (now.isEmpty()) {
      return;
    }
    long from = now.segments().get(now.recoveryIndex()).base();
    try (JournalReader reader = JournalReader.at(from, now, layout, disk)) {
      while (reader.remaining() > 0) {
        switch (reader.next(RECORDS, BYTES)) {
          case Read.Records(var batch) -> batch.entries().forEach(each);
          case Read.AtEnd() ->
              throw new UncheckedIOException(
                  new IOException("the journal cannot be read back; too many open files?"));
          case Read.Lost _ -> {
            // Other readers report the loss. Here the sequences find a gap and back-fill it.
          }
        }
      }
    }
  }
}
