package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The promises about records that another leader replaces, and about who wrote which record. */
abstract class JournalCutContract extends JournalScript {
  private static final Appended DONE = new Appended.Done(false);
  private static final Appended CHECKPOINTS_DUE = new Appended.Done(true);

  @Test
  @DisplayName("removes exactly the records after a cut, wherever it is")
  void cutsAnywhere() throws Exception {
    fillSegments(3);
    append(4);
    for (int left = appended.size(); left > 0; left -= 3) {
      cutTo(left);
      assertThat(readAll(JournalId.START)).as("%d left", left).isEqualTo(appended);
      assertThat(journal.status().records()).isEqualTo(left);
      assertThat(journal.status().newest()).isEqualTo(last);
      assertThat(journal.holds(last)).isTrue();
      assertThat(journal.holds(last.next(0))).isFalse();
      assertThat(journal.status().syncedTo().isAfter(last)).isFalse();
    }
  }

  @Test
  @DisplayName("is the same after the death of its process as it was after the cut")
  void survivesTheCut() throws Exception {
    fillSegments(3);
    append(4);
    for (int left = appended.size() - 1; left > 0; left -= 3) {
      cutTo(left);
      List<Entry> recovered = recovered();
      restart();
      assertThat(readAll(JournalId.START)).as("%d left", left).isEqualTo(appended);
      assertThat(recovered()).isEqualTo(recovered);
      assertThat(journal.lostRanges()).isEmpty();
      assertThat(journal.status().losses().damagedPlaces()).isZero();
    }
  }

  @Test
  @DisplayName("begins a segment with the first append after a cut, and continues the ids there")
  void continuesAfterTheCut() throws Exception {
    fillSegments(3);
    int segments = journal.status().segments();
    cutTo(appended.size() - 2);

    assertThat(append(1)).isEqualTo(CHECKPOINTS_DUE);
    assertThat(journal.status().segments()).isEqualTo(segments + 1);
    appendCheckpoint();
    assertThat(append(2)).isEqualTo(DONE);

    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    restart();
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    assertThat(recovered()).isEqualTo(appended.subList(appended.size() - 4, appended.size()));
    assertThat(journal.lostRanges()).isEmpty();
  }

  @Test
  @DisplayName("can be cut to nothing, and begins again")
  void cutsEverything() throws Exception {
    fillSegments(3);

    assertThat(journal.cutAfter(JournalId.START)).isEqualTo(DONE);
    appended.clear();

    assertThat(journal.status().records()).isZero();
    assertThat(journal.status().bytes()).isZero();
    assertThat(journal.status().segments()).isZero();
    assertThat(journal.status().newest()).isEqualTo(JournalId.START);
    assertThat(recovered()).isEmpty();
    restart();
    assertThat(readAll(JournalId.START)).isEmpty();
    last = new JournalId(5, 0);
    assertThat(append(3)).isEqualTo(CHECKPOINTS_DUE);
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
  }

  @Test
  @DisplayName("changes nothing if there is nothing after the cut")
  void nothingToCut() {
    assertThat(journal.cutAfter(JournalId.START)).isEqualTo(DONE);
    fillSegments(2);
    var before = journal.status();

    assertThat(journal.cutAfter(last)).isEqualTo(DONE);
    assertThat(journal.cutAfter(last.next(0))).isEqualTo(DONE);

    assertThat(journal.status().records()).isEqualTo(before.records());
    assertThat(journal.status().bytes()).isEqualTo(before.bytes());
    assertThat(append(1)).as("the segment continues").isEqualTo(DONE);
  }

  @Test
  @DisplayName("cut within an append, keeps the records before the cut")
  void cutsWithinAnAppend() throws Exception {
    append(2);
    append(7);
    cutTo(6);

    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    restart();
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
    append(3);
    restart();
    assertThat(readAll(JournalId.START)).isEqualTo(appended);
  }

  @Test
  @DisplayName("recovers from the checkpoints before, if a cut removed one of a set")
  void cutsCheckpoints() throws Exception {
    append(1);
    appendCheckpoint();
    fillSegments(2);
    List<Entry> recovered = recovered();
    int whole = appended.size();
    cutTo(whole - 1);
    appendCheckpoints(3);
    cutTo(whole + 1);

    assertThat(recovered()).endsWith(appended.getLast()).startsWith(recovered.getFirst());
    restart();
    assertThat(recovered()).endsWith(appended.getLast()).startsWith(recovered.getFirst());
  }

  @Test
  @DisplayName("brings a reader that was past a cut back to it, and leaves the others in place")
  void readersFollow() {
    fillSegments(3);
    int cut = appended.size() - 9;
    try (Reader behind = journal.readAfter(appended.get(cut - 6).id());
        Reader at = journal.readAfter(appended.get(cut - 1).id());
        Reader past = journal.readAfter(appended.get(cut + 3).id());
        Reader atEnd = journal.readNewest(0)) {
      records(past.next(2, 10_000));
      assertThat(atEnd.next(1, 10_000)).isEqualTo(new Read.AtEnd());
      cutTo(cut);
      assertThat(behind.remaining()).isEqualTo(5);
      assertThat(past.remaining()).isZero();
      assertThat(at.next(9, 10_000)).isEqualTo(new Read.AtEnd());
      append(2);
      append(3);
      cutTo(cut + 3);
      append(1);

      assertThat(past.remaining()).isEqualTo(4);
      List<Entry> fresh = appended.subList(cut, cut + 4);
      for (Reader reader : List.of(at, past, atEnd)) {
        List<Entry> read = new ArrayList<>();
        drain(reader, read);
        assertThat(read).isEqualTo(fresh);
      }
      List<Entry> read = new ArrayList<>();
      drain(behind, read);
      assertThat(read).isEqualTo(appended.subList(cut - 5, cut + 4));
    }
  }

  @Test
  @DisplayName("stays within its limit after a cut, and counts no removed record as dropped")
  void cutRecordsAreNotDropped() {
    fillSegments(3);
    cutTo(4);
    assertThat(journal.status().dropped()).isZero();
    for (int i = 0; i < ENOUGH && journal.status().dropped() == 0; i++) {
      append(1);
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(journal.status().maxBytes());
    }
    var status = journal.status();
    assertThat(status.records() + status.dropped()).isEqualTo(appended.size());
  }

  @Test
  @DisplayName("counts new records as needed, although stores had others under these ids")
  void needsNewRecords() {
    fillSegments(3);
    journal.release(last, Long.MAX_VALUE);
    cutTo(2);
    fillSegments(3);
    long before = journal.status().records();

    long lost = journal.dropOldest() + journal.dropOldest();

    assertThat(lost).isEqualTo(before - journal.status().records() - 2);
  }

  @RepeatedTest(12)
  @DisplayName("agrees with a list, whatever is appended, cut, released, read and reopened")
  void agreesWithAList(RepetitionInfo seed) throws Exception {
    JournalModel model = new JournalModel(seed.getCurrentRepetition());
    for (int step = 0; step < 150; step++) {
      if (model.restarts()) {
        restart();
      }
      model.step(journal);
    }
    model.close();
  }

  @Test
  @DisplayName("keeps its lineage through the death of its process")
  void keepsItsLineage() throws Exception {
    assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
    Lineage first = Lineage.NONE.ledBy(7, "a", JournalId.START);
    journal.lineage(first);
    append(3);
    Lineage second = first.ledBy(9, "b", last);
    journal.lineage(second);
    assertThat(journal.lineage()).isEqualTo(second);

    restart();

    assertThat(journal.lineage()).isEqualTo(second);
    journal.lineage(Lineage.NONE);
    restart();
    assertThat(journal.lineage()).isEqualTo(Lineage.NONE);
  }

  /** Cuts the journal and the list of what was appended. */
  private void cutTo(int records) {
    last = appended.get(records - 1).id();
    assertThat(journal.cutAfter(last)).isEqualTo(DONE);
    appended.subList(records, appended.size()).clear();
  }

  private void appendCheckpoints(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      last = last.next(last.ms() + 1);
      entries.add(checkpoint(last));
    }
    appended.addAll(entries);
    assertThat(journal.append(entries)).isEqualTo(DONE);
  }
}
