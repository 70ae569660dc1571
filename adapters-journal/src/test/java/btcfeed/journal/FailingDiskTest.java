package btcfeed.journal;

import static btcfeed.journal.Journals.appendEach;
import static btcfeed.journal.Journals.checkpoint;
import static btcfeed.journal.Journals.readAll;
import static btcfeed.journal.Journals.segments;
import static btcfeed.journal.Journals.tick;
import static btcfeed.journal.Journals.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On a disk that is full or failing, a journal")
class FailingDiskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory = Path.of("");
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  @DisplayName(
      "reports it, keeps nothing of a failed append, and continues when there is space again")
  void full() throws Exception {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      appendEach(journal, ticks(1, 3));
      long size = Files.size(segments(directory).getFirst());
      for (int room = 0; room < 250; room += 7) {
        disk.room.set(room);
        assertThat(journal.append(ticks(4, 6)))
            .isInstanceOfSatisfying(
                Appended.NoRoom.class,
                failed -> assertThat(failed.detail()).contains("No space left"));
        assertThat(journal.status().failure()).contains("No space left");
        assertThat(Files.size(segments(directory).getFirst())).isEqualTo(size);
        assertThat(readAll(journal)).isEqualTo(ticks(1, 3));
      }
      disk.room.set(Long.MAX_VALUE);
      assertThat(journal.append(ticks(4, 6))).isInstanceOf(Appended.Done.class);
      assertThat(journal.status().failure()).isEmpty();
    }
    try (FileJournal journal = Journals.open(directory)) {
      assertThat(readAll(journal)).isEqualTo(ticks(1, 6));
      assertThat(journal.openingNotes()).isEmpty();
    }
  }

  @Test
  @DisplayName("leaves no partial segment when there is no space for a new one")
  void fullAtANewSegment() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      long ms = fillOneSegment(journal);
      disk.room.set(60);
      assertThat(journal.append(List.of(tick(ms)))).isNotInstanceOf(Appended.Done.class);
      assertThat(segments(directory)).hasSize(1);
      disk.room.set(Long.MAX_VALUE);
      assertThat(journal.append(List.of(tick(ms + 5)))).isEqualTo(new Appended.Done(true));
      assertThat(segments(directory)).hasSize(2);
      assertThat(readAll(journal)).hasSize((int) ms).endsWith(tick(ms + 5));
    }
  }

  @Test
  @DisplayName("reads back completely even if the failed append and its file could not be removed")
  void cannotBeUndone() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      long ms = fillOneSegment(journal);
      disk.cutFails = true;
      disk.deleteFails = true;
      disk.room.set(250);
      assertThat(journal.append(ticks(ms, ms + 3))).isNotInstanceOf(Appended.Done.class);
      disk.room.set(Long.MAX_VALUE);
      appendEach(journal, ticks(ms + 5, ms + 6));
      disk.room.set(250);
      assertThat(journal.append(ticks(ms + 7, ms + 9))).isNotInstanceOf(Appended.Done.class);
      disk.room.set(Long.MAX_VALUE);
      assertThat(journal.append(List.of(tick(ms + 10)))).isNotInstanceOf(Appended.Done.class);
      disk.cutFails = false;
      appendEach(journal, List.of(tick(ms + 11)));

      var all = readAll(journal);
      assertThat(all).hasSize((int) ms - 1 + 3).endsWith(tick(ms + 11));
      try (FileJournal next = Journals.open(Journals.copy(directory))) {
        assertThat(readAll(next)).isEqualTo(all);
      }
    }
  }

  @Test
  @DisplayName("asks for checkpoints again if they could not be written")
  void marksAgain() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      assertThat(journal.append(List.of(tick(1)))).isEqualTo(new Appended.Done(true));
      disk.room.set(10);
      assertThat(journal.append(List.of(checkpoint(2)))).isNotInstanceOf(Appended.Done.class);
      disk.room.set(Long.MAX_VALUE);
      assertThat(journal.append(List.of(tick(3)))).isEqualTo(new Appended.Done(true));
      assertThat(journal.append(List.of(checkpoint(4)))).isEqualTo(new Appended.Done(false));
      assertThat(journal.append(List.of(tick(5)))).isEqualTo(new Appended.Done(false));
    }
  }

  @Test
  @DisplayName("opens although there is no space to keep the tail that it cuts")
  void opensWhenFull() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      appendEach(journal, ticks(1, 3));
    }
    Path file = segments(directory).getFirst();
    Files.write(file, new byte[9], StandardOpenOption.APPEND);
    // A directory at the path of the copy simulates a disk without space for it.
    Files.createDirectory(
        directory.resolve(file.getFileName() + "." + (Files.size(file) - 9) + SegmentFiles.TORN));

    try (FileJournal journal = Journals.open(directory)) {
      assertThat(readAll(journal)).isEqualTo(ticks(1, 3));
      assertThat(journal.openingNotes()).singleElement().asString().contains("not kept");
    }
  }

  @Test
  @DisplayName("distinguishes a full disk, which dropping repairs, from every other failure")
  void fullOrBroken() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      appendEach(journal, ticks(1, 3));
      for (String broken : List.of("Input/output error", "Read-only file system", "Stale handle")) {
        disk.writeFails = broken;
        assertThat(journal.append(ticks(4, 6))).isInstanceOf(Appended.Failed.class);
        assertThat(journal.status().failure()).contains(broken);
      }
      for (String full : List.of("No space left on device", "Disk quota exceeded")) {
        disk.writeFails = full;
        assertThat(journal.append(ticks(4, 6))).isInstanceOf(Appended.NoRoom.class);
      }
      disk.writeFails = "Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar";
      disk.usable = 0;
      assertThat(journal.append(ticks(4, 6))).isInstanceOf(Appended.NoRoom.class);
      disk.writeFails = "";
      appendEach(journal, ticks(4, 6));
      assertThat(readAll(journal)).isEqualTo(ticks(1, 6));
    }
  }

  @Test
  @DisplayName("never reports unsynced records as synced, and reports why the sync failed")
  void syncFails() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      appendEach(journal, ticks(1, 3));
      await().atMost(PATIENCE).until(() -> journal.status().syncedTo().equals(new JournalId(3, 0)));
      disk.syncFails = true;
      appendEach(journal, ticks(4, 20));
      await()
          .atMost(PATIENCE)
          .until(() -> journal.status().failure().contains("Input/output error"));
      assertThat(journal.status().syncedTo()).isEqualTo(new JournalId(3, 0));
      assertThat(readAll(journal)).isEqualTo(ticks(1, 20));

      disk.syncFails = false;
      await()
          .atMost(PATIENCE)
          .until(() -> journal.status().syncedTo().equals(new JournalId(20, 0)));
      assertThat(journal.status().failure()).isEmpty();
    }
  }

  @Test
  @DisplayName("writes doubtful bytes again after a failed sync, before it reports them as synced")
  void writesAgain() throws Exception {
    LayoutRef published = new LayoutRef(Layout.EMPTY);
    Path file = directory.resolve("one.segment");
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 7);
    Files.write(file, bytes);
    var header = new SegmentHeader(0, JournalId.START, new JournalId(1, 0));
    published.update(
        now -> now.begun(new Segment(file, header, 0, 0), 1000, 5, 5, new JournalId(5, 0), false));
    try (Syncer syncer = new Syncer(directory, disk, published)) {
      syncer.sync();
      published.update(now -> now.extended(290_000, 5, 5, new JournalId(10, 0), false));
      disk.syncFails = true;
      syncer.sync();
      assertThat(syncer.syncedTo()).isEqualTo(new JournalId(5, 0));
      assertThat(disk.writes).isEmpty();

      disk.syncFails = false;
      syncer.sync();
      assertThat(syncer.syncedTo()).isEqualTo(new JournalId(10, 0));
      assertThat(disk.writes)
          .containsExactly(
              new FaultyDisk.Write(file, 1000, 263_144),
              new FaultyDisk.Write(file, 263_144, 291_000));
      assertThat(file).hasBinaryContent(bytes);
    }
  }

  @Test
  @DisplayName("reports a file that another program removed while it writes to it")
  void fileRemoved() throws Exception {
    try (FileJournal journal = Journals.open(directory)) {
      appendEach(journal, ticks(1, 3));
      await().atMost(PATIENCE).until(() -> journal.status().syncedTo().equals(new JournalId(3, 0)));
      Files.delete(segments(directory).getFirst());
      appendEach(journal, ticks(4, 5));
      await()
          .atMost(PATIENCE)
          .until(() -> journal.status().failure().contains("removed while in use"));
      assertThat(journal.status().syncedTo()).isEqualTo(new JournalId(3, 0));
    }
  }

  @Test
  @DisplayName("loses nothing to a reader that cannot open its file just now")
  void tooManyOpenFiles() {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      appendEach(journal, ticks(1, 60));
      try (var reader = journal.readAfter(JournalId.START)) {
        disk.openFails = true;
        assertThat(reader.next(10, 10_000)).isEqualTo(new Read.AtEnd());
        assertThat(reader.remaining()).isEqualTo(60);
        disk.openFails = false;
        assertThat(reader.next(10, 10_000)).isInstanceOf(Read.Records.class);
        assertThat(reader.remaining()).isEqualTo(50);
      }
    }
  }

  @Test
  @DisplayName("does not block a reader whose segment disappeared before it was opened")
  void goneBeforeOpened() throws Exception {
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      appendEach(journal, ticks(1, 60));
      disk.openFails = true;
      try (var reader = journal.readAfter(new JournalId(3, 0))) {
        assertThat(reader.next(10, 10_000)).isEqualTo(new Read.AtEnd());
        disk.openFails = false;
        Files.delete(segments(directory).getFirst());

        assertThat(reader.next(10, 10_000)).isInstanceOf(Read.Lost.class);
        assertThat(reader.next(100, 10_000)).isInstanceOf(Read.Records.class);
      }
    }
  }

  /** Fills one segment and returns the first id that needs a second one. */
  private static long fillOneSegment(FileJournal journal) {
    long ms = 1;
    long record = 0;
    while (journal.status().bytes() + record <= Journals.SMALL.segmentBytes()) {
      long before = journal.status().bytes();
      appendEach(journal, List.of(tick(ms++)));
      record = journal.status().bytes() - before;
    }
    assertThat(journal.status().segments()).isOne();
    return ms;
  }
}
