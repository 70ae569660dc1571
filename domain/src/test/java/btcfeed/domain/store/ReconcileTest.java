package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every situation a store can be found in. The journal holds ticks 10-0, 20-0, 40-0 and gaps 15-0,
 * 30-0; a stranger's entries are at 25-0 and 99-0.
 */
@DisplayName("A store")
class ReconcileTest {
  private static final Set<JournalId> JOURNAL =
      Set.of(id("10-0"), id("15-0"), id("20-0"), id("30-0"), id("40-0"));
  private static final WriterLease OURS = new WriterLease(5, "ours", 1);
  private static final WriterLease OURS_BEFORE = new WriterLease(4, "ours", 0);
  private static final WriterLease OLDER = new WriterLease(4, "theirs", 2);
  private static final WriterLease NEWER = new WriterLease(6, "theirs", 2);
  private static final WriterLease NONE_YET = WriterLease.NONE_YET;
  private static final JournalId COMMON = id("50-0");

  @ParameterizedTest(name = "{0}")
  @MethodSource("situations")
  @DisplayName("is found, and what is done about it follows from where it stands")
  void decides(String situation, StorePosition found, Reconcile expected) {
    assertThat(Reconcile.decide(found, OURS, COMMON, JOURNAL::contains))
        .as(situation)
        .isEqualTo(expected);
  }

  static Stream<Arguments> situations() {
    return Stream.of(
        // Marked by a writer whose mark and streams agree, or whose streams fell behind it.
        situation("new and empty", at("0-0", "0-0", "0-0", "0-0", "0-0", NONE_YET), resume("0-0")),
        situation(
            "claimed, nothing written yet",
            at("0-0", "0-0", "0-0", "0-0", "0-0", OURS_BEFORE),
            resume("0-0")),
        situation(
            "consistent: goes on behind its mark",
            at("40-0", "40-0", "30-0", "40-0", "30-0", OURS_BEFORE),
            resume("40-0")),
        situation(
            "consistent, its last record one that makes no entry",
            at("35-0", "20-0", "30-0", "20-0", "30-0", OURS_BEFORE),
            resume("35-0")),
        situation(
            "without gaps so far",
            at("20-0", "20-0", "0-0", "20-0", "0-0", OURS_BEFORE),
            resume("20-0")),
        situation(
            "lost the tail of its ticks: rewinds to what is there",
            at("40-0", "40-0", "30-0", "20-0", "30-0", OURS_BEFORE),
            resume("20-0")),
        situation(
            "lost the tail of its gaps: rewinds to what is there",
            at("40-0", "40-0", "30-0", "40-0", "15-0", OURS_BEFORE),
            resume("15-0")),
        situation(
            "lost both tails: rewinds to the earlier",
            at("40-0", "40-0", "30-0", "20-0", "15-0", OURS_BEFORE),
            resume("15-0")),
        situation(
            "lost its whole ticks: all is sent again",
            at("40-0", "40-0", "30-0", "0-0", "30-0", OURS_BEFORE),
            resume("0-0")),
        situation(
            "lost its whole gaps: all is sent again",
            at("40-0", "40-0", "30-0", "40-0", "0-0", OURS_BEFORE),
            resume("0-0")),
        situation(
            "lost both streams and kept the mark",
            at("40-0", "40-0", "30-0", "0-0", "0-0", OURS_BEFORE),
            resume("0-0")),

        // The mark was deleted: only the streams speak.
        situation(
            "lost its mark only: goes on behind the earlier stream",
            at("0-0", "0-0", "0-0", "40-0", "30-0", NONE_YET),
            resume("30-0")),
        situation(
            "lost its mark, never had gaps",
            at("0-0", "0-0", "0-0", "40-0", "0-0", NONE_YET),
            resume("0-0")),
        situation(
            "lost its mark, and a stranger wrote ticks",
            at("0-0", "0-0", "0-0", "25-0", "15-0", NONE_YET),
            foreign("btc:ticks", "25-0")),
        situation(
            "lost its mark, and a stranger wrote gaps",
            at("0-0", "0-0", "0-0", "20-0", "25-0", NONE_YET),
            foreign("btc:gaps", "25-0")),
        situation(
            "belongs to somebody else, who never marked it",
            at("0-0", "0-0", "0-0", "99-0", "0-0", NONE_YET),
            foreign("btc:ticks", "99-0")),

        // It has a cursor, and another program added entries behind it.
        situation(
            "has a stranger's entry ahead in its ticks",
            at("20-0", "20-0", "15-0", "99-0", "15-0", OURS_BEFORE),
            foreign("btc:ticks", "99-0")),
        situation(
            "has a stranger's entry ahead in its gaps",
            at("20-0", "20-0", "15-0", "20-0", "99-0", OURS_BEFORE),
            foreign("btc:gaps", "99-0")),
        situation(
            "has a stranger's entry ahead even where the id is one of ours",
            at("20-0", "20-0", "15-0", "40-0", "15-0", OURS_BEFORE),
            foreign("btc:ticks", "40-0")),
        situation(
            "lost its gaps and has a stranger's tick: the stranger counts",
            at("20-0", "20-0", "15-0", "99-0", "0-0", OURS_BEFORE),
            foreign("btc:ticks", "99-0")),

        // Another writer's lease.
        situation(
            "was taken by a newer writer: it keeps it",
            at("40-0", "40-0", "30-0", "40-0", "30-0", NEWER),
            new Reconcile.Fenced(NEWER)),
        situation(
            "was taken by a newer writer, whatever else is wrong with it",
            at("20-0", "20-0", "15-0", "99-0", "0-0", NEWER),
            new Reconcile.Fenced(NEWER)),
        situation(
            "was written by an older writer: it is taken over from where that one stopped",
            at("20-0", "20-0", "15-0", "20-0", "15-0", OLDER),
            resume("20-0")),
        situation(
            "was written by this journal under a later epoch: that start goes on, this one stops",
            at("20-0", "20-0", "15-0", "20-0", "15-0", new WriterLease(9, "ours", 3)),
            new Reconcile.Fenced(new WriterLease(9, "ours", 3))),
        situation(
            "has the same epoch of another instance: that one keeps it",
            at("20-0", "20-0", "15-0", "20-0", "15-0", new WriterLease(5, "theirs", 3)),
            new Reconcile.Fenced(new WriterLease(5, "theirs", 3))),
        situation(
            "has entries of another leader behind the common history: they are cut",
            at("60-0", "60-0", "15-0", "60-0", "15-0", OLDER),
            new Reconcile.Cut(COMMON)),
        situation(
            "lost its ticks, its leader was lost before it sent them again, and the gaps that are"
                + " left are another leader's: they are cut",
            at("0-0", "0-0", "60-0", "0-0", "60-0", OLDER),
            new Reconcile.Cut(JournalId.START)),
        situation(
            "is ours already", at("20-0", "20-0", "15-0", "20-0", "15-0", OURS), resume("20-0")));
  }

  private static Arguments situation(String name, StorePosition found, Reconcile expected) {
    return Arguments.of(name, found, expected);
  }

  private static StorePosition at(
      String applied,
      String appliedTicks,
      String appliedGaps,
      String ticks,
      String gaps,
      WriterLease lease) {
    return new StorePosition(
        id(applied),
        id(appliedTicks),
        id(appliedGaps),
        id(ticks),
        id(gaps),
        lease,
        Lineage.NONE,
        StoreFacts.UNKNOWN,
        StoreContents.UNKNOWN);
  }

  private static Reconcile resume(String after) {
    return new Reconcile.Resume(id(after));
  }

  private static Reconcile foreign(String stream, String entry) {
    return new Reconcile.Foreign(stream, id(entry));
  }

  private static JournalId id(String text) {
    return JournalId.parse(text);
  }
}
