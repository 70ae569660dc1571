package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A list that does what a journal should do. Each step does the same to both and compares them.
 * Records that were released stay in the list.
 */
final class JournalModel {
  private final Random random;
  private final List<Entry> entries = new ArrayList<>();

  /** Where the list ends after each complete append with checkpoints. */
  private final List<Integer> checkpoints = new ArrayList<>();

  private final List<Follower> followers = new ArrayList<>();
  private JournalId last = new JournalId(1_700_000_000_000L, 0);
  private int held;
  private int ticks;
  private boolean cut;

  JournalModel(long seed) {
    random = new Random(seed);
  }

  /** A reader, and how many of the entries it is past. */
  private static final class Follower {
    final Reader reader;
    int position;

    Follower(Reader reader, int position) {
      this.reader = reader;
      this.position = position;
    }
  }

  /** True if the journal should be reopened before the next step, without its readers. */
  boolean restarts() {
    boolean now = random.nextInt(12) == 0;
    if (now) {
      close();
      cut = false;
    }
    return now;
  }

  void close() {
    followers.forEach(follower -> follower.reader.close());
    followers.clear();
  }

  void step(JournalPort journal) {
    switch (random.nextInt(10)) {
      case 0 -> cut(journal);
      case 1 -> release(journal);
      case 2 -> follow(journal);
      case 3, 4 -> append(journal, true, 1 + random.nextInt(3));
      default -> append(journal, false, 1 + random.nextInt(6));
    }
    followers.forEach(this::read);
    compare(journal);
  }

  private int oldest() {
    return entries.size() - held;
  }

  private void append(JournalPort journal, boolean checkpointed, int count) {
    List<Entry> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      last = last.next(last.ms() + random.nextInt(2));
      // A later tick with the same id differs, as that of another leader does.
      ticks++;
      more.add(checkpointed ? JournalScript.checkpoint(last) : JournalScript.tick(last, ticks));
    }
    Appended done = journal.append(more);
    assertThat(done).isInstanceOf(Appended.Done.class);
    if (cut) {
      assertThat(done).isEqualTo(new Appended.Done(!checkpointed));
    }
    cut = false;
    entries.addAll(more);
    // The limit of the journal may have dropped the oldest records.
    held = (int) journal.status().records();
    if (checkpointed) {
      checkpoints.add(entries.size());
    }
  }

  private void cut(JournalPort journal) {
    int left = oldest() + (held == 0 ? 0 : random.nextInt(held + 1));
    JournalId after = left == oldest() ? JournalId.START : entries.get(left - 1).id();
    boolean removes = left < entries.size();
    if (removes && random.nextBoolean()) {
      after = entries.get(left).id().previous();
    }
    assertThat(journal.cutAfter(after)).isEqualTo(new Appended.Done(false));
    held -= entries.size() - left;
    entries.subList(left, entries.size()).clear();
    checkpoints.removeIf(end -> end > left);
    followers.forEach(follower -> follower.position = Math.min(follower.position, left));
    cut |= removes;
    // Another leader continues with ids that overlap the old ones.
    last = entries.isEmpty() ? last : entries.getLast().id();
  }

  private void release(JournalPort journal) {
    if (held == 0) {
      return;
    }
    int applied = oldest() + random.nextInt(held);
    long keep = random.nextInt(60);
    long before = ticks(oldest());
    journal.release(entries.get(applied).id(), keep);
    held = (int) journal.status().records();
    assertThat(oldest()).isLessThanOrEqualTo(applied + 1);
    assertThat(ticks(oldest())).isGreaterThanOrEqualTo(Math.min(before, keep));
  }

  private long ticks(int from) {
    return entries.subList(from, entries.size()).stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Ticked)
        .count();
  }

  private void follow(JournalPort journal) {
    if (followers.size() > 5) {
      followers.remove(random.nextInt(followers.size())).reader.close();
    }
    int position = oldest() + random.nextInt(held + 1);
    JournalId after = position == oldest() ? JournalId.START : entries.get(position - 1).id();
    followers.add(new Follower(journal.readAfter(after), position));
  }

  private void read(Follower follower) {
    if (random.nextBoolean()) {
      return;
    }
    assertThat(follower.reader.remaining())
        .isEqualTo(entries.size() - Math.max(follower.position, oldest()));
    switch (follower.reader.next(1 + random.nextInt(9), 10_000)) {
      case Read.Records(Batch batch) -> {
        int end = follower.position + batch.count();
        assertThat(batch.entries()).isEqualTo(entries.subList(follower.position, end));
        follower.position = end;
      }
      case Read.AtEnd() -> assertThat(follower.position).isEqualTo(entries.size());
      case Read.Lost(long records) -> {
        assertThat(records).isEqualTo(oldest() - follower.position);
        follower.position = oldest();
      }
    }
  }

  private void compare(JournalPort journal) {
    List<Entry> expected = entries.subList(oldest(), entries.size());
    List<Entry> read = new ArrayList<>();
    try (Reader reader = journal.readAfter(JournalId.START)) {
      JournalScript.drain(reader, read);
    }
    assertThat(read).isEqualTo(expected);
    var status = journal.status();
    JournalId newest = expected.isEmpty() ? JournalId.START : expected.getLast().id();
    assertThat(status.newest()).isEqualTo(newest);
    assertThat(status.syncedTo().isAfter(newest)).isFalse();
    assertThat(status.oldest())
        .isEqualTo(expected.isEmpty() ? JournalId.START : expected.getFirst().id());
    assertThat(status.bytes() == 0).isEqualTo(expected.isEmpty());
    assertThat(status.failure()).isEmpty();
    compareRecovery(journal, expected);
  }

  /** A recovery reads the last complete checkpoints, or everything, and all that follows. */
  private void compareRecovery(JournalPort journal, List<Entry> expected) {
    List<Entry> recovered = new ArrayList<>();
    journal.recover(recovered::add);
    int from = expected.size() - recovered.size();
    assertThat(recovered).isEqualTo(expected.subList(from, expected.size()));
    boolean some = !checkpoints.isEmpty() && checkpoints.getLast() > oldest();
    if (some) {
      assertThat(oldest() + from).isLessThan(checkpoints.getLast());
    } else {
      assertThat(from).isZero();
    }
  }
}
