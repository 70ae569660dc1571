package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every journal. The journals under test are small: about twelve records a segment
 * and ten segments.
 */
@DisplayName("A journal")
public abstract class JournalPortContract extends JournalCutContract {

  @Test
  @DisplayName("returns what was appended, in order and unchanged")
  void givesBackWhatWasAppended() {
    append(3);
    append(1);
    append(5);

    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    assertThat(journal.status().records()).isEqualTo(9);
    assertThat(journal.status().oldest()).isEqualTo(appended.getFirst().id());
    assertThat(journal.status().newest()).isEqualTo(last);
  }

  @Test
  @DisplayName("is empty at first")
  void isEmptyAtFirst() {
    assertThat(journal.status().oldest()).isEqualTo(JournalId.START);
    assertThat(journal.status().newest()).isEqualTo(JournalId.START);
    assertThat(journal.status().records()).isZero();
    assertThat(journal.holds(JournalId.START)).isFalse();
    assertThat(journal.dropOldest()).isZero();
    assertThat(journal.append(List.of())).isEqualTo(new Appended.Done(false));
    try (Reader reader = journal.readAfter(JournalId.START)) {
      assertThat(reader.remaining()).isZero();
      assertThat(reader.next(10, 10_000)).isEqualTo(new Read.AtEnd());
      append(2);
      assertThat(reader.remaining()).isEqualTo(2);
      assertThat(records(reader.next(10, 10_000))).isEqualTo(appended);
    }
  }

  @Test
  @DisplayName("reads from any id, held or not")
  void readsOnFromAnywhere() {
    fillSegments(3);
    for (int i = 0; i < appended.size(); i++) {
      JournalId id = appended.get(i).id();
      assertThat(readAll(id)).isEqualTo(appended.subList(i + 1, appended.size()));
      assertThat(journal.holds(id)).isTrue();
      if (id.seq() == 0) {
        JournalId justBefore = new JournalId(id.ms() - 1, Long.MAX_VALUE);
        assertThat(readAll(justBefore)).isEqualTo(appended.subList(i, appended.size()));
        assertThat(journal.holds(justBefore)).isFalse();
      }
    }
    assertThat(journal.holds(last.next(0))).isFalse();
    assertThat(readAll(last.next(0))).isEmpty();
  }

  @Test
  @DisplayName("reports to a reader exactly how many records remain")
  void countsWhatRemains() {
    fillSegments(3);
    try (Reader reader = journal.readAfter(appended.get(1).id())) {
      long left = appended.size() - 2L;
      while (left > 0) {
        assertThat(reader.remaining()).isEqualTo(left);
        left -= records(reader.next(5, 100_000)).size();
      }
      assertThat(reader.remaining()).isZero();
      append(1);
      assertThat(reader.remaining()).isOne();
    }
  }

  @Test
  @DisplayName("reads the newest records, or all of them if there are fewer")
  void readsTheNewest() {
    append(12);
    try (Reader reader = journal.readNewest(5)) {
      assertThat(reader.remaining()).isEqualTo(5);
      assertThat(records(reader.next(100, 100_000))).isEqualTo(appended.subList(7, 12));
      append(1);
      assertThat(records(reader.next(100, 100_000))).isEqualTo(appended.subList(12, 13));
    }
    try (Reader reader = journal.readNewest(100)) {
      assertThat(reader.remaining()).isEqualTo(13);
    }
  }

  @Test
  @DisplayName("limits a batch to the requested records and about the requested bytes")
  void keepsBatchesSmall() {
    append(12);
    try (Reader reader = journal.readAfter(JournalId.START)) {
      assertThat(records(reader.next(3, 100_000))).isEqualTo(appended.subList(0, 3));
      assertThat(records(reader.next(100, 1))).isEqualTo(appended.subList(3, 4));
      Batch batch = ((Read.Records) reader.next(100, 300)).batch();
      assertThat(batch.sizeBytes()).isBetween(300, 600);
      assertThat(batch.first()).isEqualTo(appended.get(4).id());
      assertThat(batch.fields()).isEqualTo(11 * batch.count());
    }
  }

  @Test
  @DisplayName("refuses ids that do not grow, and appends nothing of that list")
  void refusesIdsThatDoNotGrow() {
    append(2);
    JournalId next = last.next(0);

    assertThatThrownBy(() -> journal.append(List.of(tick(next), tick(next))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.append(List.of(tick(last))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    append(1);
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
  }

  @Test
  @DisplayName("asks for checkpoints once when a segment begins, and never after checkpoints")
  void asksForCheckpoints() {
    assertThat(append(1)).isEqualTo(new Appended.Done(true));
    assertThat(append(1)).isEqualTo(new Appended.Done(false));
    assertThat(appendCheckpoint()).isEqualTo(new Appended.Done(false));
    int segments = journal.status().segments();
    for (int i = 0; i < ENOUGH && journal.status().segments() < segments + 2; i++) {
      assertThat(appendCheckpoint()).isEqualTo(new Appended.Done(false));
    }
    assertThat(journal.status().segments()).isEqualTo(segments + 2);
  }

  @Test
  @DisplayName("recovers from the head of the last segment with checkpoints")
  void recoversFromCheckpoints() throws Exception {
    int began = fillSegments(4);

    restart();

    assertThat(recovered()).isEqualTo(appended.subList(began, appended.size()));
  }

  @Test
  @DisplayName(
      "recovers from the segment before if a crash came between a segment and its checkpoints")
  void recoversWithoutTheLastCheckpoints() throws Exception {
    int began = fillSegments(4);
    while (append(1).equals(new Appended.Done(false))) {}

    restart();

    assertThat(recovered()).isEqualTo(appended.subList(began, appended.size()));
    assertThat(append(1)).as("checkpoints are due again").isEqualTo(new Appended.Done(true));
    appendCheckpoint();
    restart();
    assertThat(append(1)).isEqualTo(new Appended.Done(false));
    assertThat(recovered().size()).isLessThan(appended.size() - began);
  }

  @Test
  @DisplayName("recovers everything if there are no checkpoints")
  void recoversEverythingWithoutCheckpoints() throws Exception {
    while (journal.status().segments() < 3) {
      append(1);
    }

    restart();

    assertThat(recovered()).isEqualTo(appended);
  }

  @Test
  @DisplayName("has every appended record after its process died")
  void survives() throws Exception {
    fillSegments(3);
    var before = journal.status();

    restart();

    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    assertThat(journal.status().records()).isEqualTo(before.records());
    assertThat(journal.status().newest()).isEqualTo(before.newest());
    append(3);
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
  }

  @Test
  @DisplayName("releases segments that every store has, except the records to keep")
  void releases() {
    fillSegments(5);
    long all = journal.status().records();

    journal.release(JournalId.START, 0);
    assertThat(journal.status().records()).as("no store has anything").isEqualTo(all);
    journal.release(last, all);
    assertThat(journal.status().records()).as("all must stay").isEqualTo(all);
    journal.release(last, all / 2);

    long kept = journal.status().records();
    assertThat(kept).isLessThan(all).isGreaterThanOrEqualTo(all / 2);
    assertThat(journal.status().dropped()).isZero();
    assertThat(readAll(JournalId.START))
        .isEqualTo(appended.subList((int) (all - kept), appended.size()));
  }

  @Test
  @DisplayName("never releases what a recovery would read")
  void keepsWhatRecoveryNeeds() throws Exception {
    int began = fillSegments(3);
    while (append(1).equals(new Appended.Done(false))) {}

    journal.release(last, 0);
    restart();

    assertThat(recovered()).isEqualTo(appended.subList(began, appended.size()));
  }

  @Test
  @DisplayName("reports to a reader how many records were dropped before it reached them")
  void reportsLoss() {
    fillSegments(4);
    try (Reader reader = journal.readAfter(JournalId.START)) {
      List<Entry> read = new ArrayList<>(records(reader.next(2, 100_000)));
      long gone = journal.dropOldest() + journal.dropOldest();

      assertThat(reader.next(10, 100_000)).isEqualTo(new Read.Lost(gone - 2));
      drain(reader, read);
      assertThat(read.subList(2, read.size()))
          .isEqualTo(appended.subList((int) gone, appended.size()));
      assertThat(journal.status().dropped()).isEqualTo(gone);
    }
  }

  @Test
  @DisplayName("counts no loss when every store had the dropped records")
  void countsOnlyNeededRecords() {
    fillSegments(3);
    journal.release(appended.get(4).id(), Long.MAX_VALUE);
    long before = journal.status().records();

    long lost = journal.dropOldest();

    assertThat(lost).isEqualTo(before - journal.status().records() - 5).isPositive();
    assertThat(journal.status().dropped()).isEqualTo(lost);
    journal.release(last, Long.MAX_VALUE);
    assertThat(journal.dropOldest()).isZero();
    assertThat(journal.status().dropped()).isEqualTo(lost);
  }

  @Test
  @DisplayName("stays within its limit, drops the oldest segments and counts them")
  void isBounded() {
    for (int i = 0; i < ENOUGH && journal.status().dropped() == 0; i++) {
      append(1);
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(journal.status().maxBytes());
    }

    var status = journal.status();
    assertThat(status.dropped()).isPositive();
    assertThat(status.records() + status.dropped()).isEqualTo(appended.size());
    assertThat(readAll(JournalId.START))
        .isEqualTo(appended.subList((int) status.dropped(), appended.size()));
  }

  @Test
  @DisplayName("always keeps the segment that is being written")
  void keepsTheLastSegment() {
    fillSegments(2);

    while (journal.status().segments() > 1) {
      journal.dropOldest();
    }

    assertThat(journal.dropOldest()).isZero();
    assertThat(journal.status().newest()).isEqualTo(last);
  }

  @Test
  @DisplayName("refuses appends once closed, and may be closed again")
  void closes() {
    append(1);

    journal.close();
    journal.close();

    assertThat(journal.append(List.of(tick(last.next(0))))).isInstanceOf(Appended.Failed.class);
  }
}
