package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

@Label("After any damage to the bytes of a journal")
class DamagePropertiesTest {
  private static final int RECORD_BYTES = Frame.HEADER + 200;

  /** A record with its place on disk. */
  private record Stored(Path file, long position, long length, Entry entry) {}

  @Property(tries = 150)
  @Label("every record whose bytes are intact is read, in order, and no id is used again")
  void intactRecordsAreRead(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed)
      throws IOException {
    Random random = new Random(seed);
    Path directory = Files.createTempDirectory("damage");
    try {
      List<Stored> stored = write(directory, random);
      Set<Entry> hit = damage(stored, random);
      FaultyDisk disk = new FaultyDisk();
      disk.syncsNothing = true;
      try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
        List<Entry> read = readWithLosses(journal);
        List<Entry> intact = stored.stream().map(Stored::entry).toList();
        assertThat(read)
            .isSortedAccordingTo(Comparator.comparing(Entry::id))
            .isSubsetOf(intact)
            .containsAll(intact.stream().filter(entry -> !hit.contains(entry)).toList());

        JournalId next = journal.status().newest().next(0);
        assertThat(read).noneMatch(entry -> !next.isAfter(entry.id()));
        Entry more = Journals.tick(next.ms() + 1);
        assertThat(journal.append(List.of(more))).isInstanceOf(Appended.Done.class);
        assertThat(readWithLosses(journal)).endsWith(more);
      }
    } finally {
      delete(directory);
    }
  }

  private static List<Stored> write(Path directory, Random random) throws IOException {
    List<Stored> stored = new ArrayList<>();
    FaultyDisk disk = new FaultyDisk();
    disk.syncsNothing = true;
    try (FileJournal journal = Journals.open(directory, Journals.SMALL, disk)) {
      long ms = 1;
      int appends = 5 + random.nextInt(60);
      for (int i = 0; i < appends; i++) {
        Entry entry = random.nextInt(5) == 0 ? Journals.checkpoint(ms) : Journals.tick(ms);
        ms += 1 + random.nextInt(3);
        int segments = journal.status().segments();
        long before = segments == 0 ? 0 : Files.size(Journals.segments(directory).getLast());
        journal.append(List.of(entry));
        Path file = Journals.segments(directory).getLast();
        boolean begun = journal.status().segments() > segments;
        long from = begun ? SegmentHeader.BYTES : before;
        stored.add(new Stored(file, from, Files.size(file) - from, entry));
        assertThat(Files.size(file) - from).isLessThan(RECORD_BYTES);
      }
    }
    return stored;
  }

  /** Flips bits, overwrites a run with zeros, or cuts a file; returns the damaged entries. */
  private static Set<Entry> damage(List<Stored> stored, Random random) throws IOException {
    Path file = stored.get(random.nextInt(stored.size())).file();
    byte[] bytes = Files.readAllBytes(file);
    byte[] changed = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> {
        int from = random.nextInt(bytes.length);
        Arrays.fill(changed, from, Math.min(bytes.length, from + random.nextInt(600)), (byte) 0);
      }
      default -> changed = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    Files.write(file, changed);
    Set<Entry> hit = new HashSet<>();
    for (Stored one : stored) {
      int from = (int) one.position();
      int to = (int) (one.position() + one.length());
      boolean same =
          one.file().equals(file)
              && to <= changed.length
              && Arrays.equals(bytes, from, to, changed, from, to);
      if (one.file().equals(file) && !same) {
        hit.add(one.entry());
      }
    }
    return hit;
  }

  private static List<Entry> readWithLosses(FileJournal journal) {
    List<Entry> read = new ArrayList<>();
    try (var reader = journal.readAfter(JournalId.START)) {
      while (true) {
        switch (reader.next(7, 100_000)) {
          case Read.Records(Batch batch) -> read.addAll(batch.entries());
          case Read.Lost _ -> {}
          case Read.AtEnd() -> {
            assertThat(reader.remaining()).isZero();
            return read;
          }
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
