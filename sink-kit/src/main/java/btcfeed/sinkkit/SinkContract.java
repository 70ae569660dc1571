package btcfeed.sinkkit;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.id;
import static btcfeed.sinkkit.SinkRecords.ledBy;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static btcfeed.sinkkit.SinkRecords.unusual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What every {@link SinkPort} promises. A test of a sink extends this class. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class SinkContract {
  private SinkSubject subject;
  private final List<SinkPort> opened = new ArrayList<>();

  /** A new, empty place for the sink. */
  protected abstract SinkSubject subject();

  @BeforeEach
  final void makeSubject() {
    subject = subject();
  }

  @AfterEach
  final void close() {
    opened.forEach(SinkPort::close);
    subject.close();
  }

  private SinkPort open() {
    SinkPort sink = subject.open();
    opened.add(sink);
    return sink;
  }

  private SinkPort claimed(long epoch) {
    SinkPort sink = open();
    assertAt(SinkCursor.START, sink.claim(epoch));
    return sink;
  }

  @Test
  final void an_empty_sink_is_at_the_start() {
    assertAt(SinkCursor.START, open().position());
    assertAt(SinkCursor.START, open().claim(1));
  }

  @Test
  final void a_sink_has_what_was_written_and_its_cursor() {
    SinkPort sink = claimed(1);
    SinkBatch batch = batch(1, ticks(1, 500));
    written(sink, batch);
    assertContent(batch.records());
    assertAt(batch.cursor(), open().position());
  }

  @Test
  final void every_value_is_kept_exactly() {
    written(claimed(1), batch(1, unusual()));
    assertContent(unusual());
  }

  @Test
  final void the_records_of_a_market_keep_their_order() {
    SinkPort sink = claimed(1);
    for (int from = 1; from < 400; from += 57) {
      assertThat(sink.write(batch(1, ticks(from, from + 56)))).isInstanceOf(Answer.At.class);
    }
    flushed(sink);
    assertContent(ticks(1, 399));
  }

  @Test
  final void a_batch_without_records_moves_the_cursor() {
    SinkPort sink = claimed(1);
    SinkCursor cursor = new SinkCursor(id(7), ledBy(1));
    written(sink, new SinkBatch(1, List.of(), cursor));
    assertAt(cursor, open().position());
    assertContent(List.of());
  }

  @Test
  final void the_next_writer_continues_after_the_cursor() {
    written(claimed(1), batch(1, ticks(1, 10)));
    SinkPort next = open();
    assertAt(batch(1, ticks(1, 10)).cursor(), next.claim(2));
    Lineage both = ledBy(1).ledBy(2, "instance-2", id(10));
    written(next, new SinkBatch(2, ticks(11, 20), new SinkCursor(id(20), both)));
    assertContent(ticks(1, 20));
    assertAt(new SinkCursor(id(20), both), open().position());
  }

  @Test
  final void what_a_sink_still_keeps_in_memory_is_not_before_its_cursor() {
    SinkPort sink = claimed(1);
    assertThat(sink.write(batch(1, ticks(1, 10)))).isInstanceOf(Answer.At.class);
    sink.close();
    SinkPort next = open();
    SinkCursor cursor = ((Answer.At) next.claim(1)).cursor();
    assertContent(ticks(1, 10).stream().filter(it -> !it.id().isAfter(cursor.after())).toList());
    List<SinkRecord> rest =
        ticks(1, 20).stream().filter(it -> it.id().isAfter(cursor.after())).toList();
    written(next, batch(1, rest));
    assertContent(ticks(1, 20));
  }

  @Test
  final void a_claim_ends_the_one_before() {
    assumeTrue(subject.fences(), "this sink cannot tell its writers apart");
    SinkPort old = claimed(1);
    written(old, batch(1, ticks(1, 10)));
    SinkPort next = open();
    assertThat(next.claim(2)).isInstanceOf(Answer.At.class);
    assertRefused(old, batch(1, ticks(11, 20)));
    assertContent(ticks(1, 10));
    written(next, batch(2, ticks(11, 12)));
    assertContent(ticks(1, 12));
  }

  /** The refusal comes at once, or at the latest when the records would be completed. */
  private static void assertRefused(SinkPort sink, SinkBatch batch) {
    Answer answer = sink.write(batch);
    assertThat(answer instanceof Answer.At ? sink.flush(true) : answer)
        .isInstanceOf(Answer.Fenced.class);
  }

  @Test
  final void a_sink_that_is_set_back_removes_what_it_can() {
    SinkPort sink = claimed(1);
    written(sink, batch(1, ticks(1, 20)));
    SinkPort next = open();
    assertThat(next.claim(2)).isInstanceOf(Answer.At.class);
    SinkCursor common = new SinkCursor(id(12), ledBy(1));
    assertAt(common, next.rewind(common));
    assertContent(subject.removes() ? ticks(1, 12) : ticks(1, 20));
    assertAt(common, open().position());
    written(next, batch(2, ticks(21, 30)));
    List<SinkRecord> expected = new ArrayList<>(subject.removes() ? ticks(1, 12) : ticks(1, 20));
    expected.addAll(ticks(21, 30));
    assertContent(expected);
  }

  @Test
  final void a_closed_sink_takes_nothing_and_throws_nothing() {
    SinkPort sink = claimed(1);
    written(sink, batch(1, ticks(1, 3)));
    sink.close();
    sink.close();
    assertThat(sink.write(batch(1, ticks(4, 5)))).isInstanceOf(Answer.Failed.class);
    assertContent(ticks(1, 3));
  }

  @Test
  final void a_sink_takes_the_largest_batch_that_it_wants() {
    SinkPort sink = claimed(1);
    int records = sink.pace().records();
    written(sink, batch(1, ticks(1, records)));
    assertAt(batch(1, ticks(records, records)).cursor(), open().position());
    assertThat(subject.content()).hasSize(records);
  }

  private static void written(SinkPort sink, SinkBatch batch) {
    assertThat(sink.write(batch)).isInstanceOf(Answer.At.class);
    assertAt(batch.cursor(), sink.flush(true));
  }

  private static void flushed(SinkPort sink) {
    assertThat(sink.flush(true)).isInstanceOf(Answer.At.class);
  }

  private static void assertAt(SinkCursor expected, Answer answer) {
    assertThat(answer).isEqualTo(new Answer.At(expected));
  }

  private void assertContent(List<SinkRecord> expected) {
    assertThat(streams(subject.content())).isEqualTo(streams(expected));
  }

  /** The ticks of each market and its gaps, which a sink may keep in two places. */
  private static Map<String, List<SinkRecord>> streams(List<SinkRecord> records) {
    return records.stream().collect(Collectors.groupingBy(SinkContract::stream));
  }

  private static String stream(SinkRecord record) {
    return switch (record) {
      case SinkRecord.Tick tick -> "ticks of " + tick.market();
      case SinkRecord.GapChange gap -> "gaps of " + gap.market();
    };
  }
}
