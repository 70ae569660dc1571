package btcfeed.application.sink;

import static btcfeed.sinkkit.SinkRecords.id;
import static btcfeed.sinkkit.SinkRecords.tick;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ManualClock;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.FeedLog.FeedEvent.SinkEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.domain.sink.SinkState;
import btcfeed.sinkkit.InMemorySink;
import btcfeed.sinkkit.InMemorySink.Trouble;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sender of a sink")
class SinkSenderTest {
  private final ManualClock clock = new ManualClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final InMemorySink.Place place = new InMemorySink.Place();
  private final List<FeedEvent> events = new ArrayList<>();
  private OptionalLong epoch = OptionalLong.of(1);
  private JournalId stored = JournalPort.LostRange.END;
  private SinkSender sender = sender(new InMemorySink(place));

  private SinkSender sender(SinkPort sink) {
    journal.lineage(Lineage.NONE.ledBy(1, "this", JournalId.START));
    return new SinkSender(
        "archive",
        "memory",
        "memory://",
        sink,
        journal,
        new SinkLead() {
          @Override
          public OptionalLong epoch() {
            return epoch;
          }

          @Override
          public JournalId stored() {
            return stored;
          }
        },
        clock,
        events::add,
        () -> 0.5);
  }

  private void append(int from, int to) {
    for (int number = from; number <= to; number++) {
      assertThat(journal.append(List.of(entry(number))))
          .isInstanceOf(JournalPort.Appended.Done.class);
    }
  }

  private static Entry entry(int number) {
    return new Entry(id(number), new JournalEvent.Ticked(((SinkRecord.Tick) tick(number)).tick()));
  }

  /** Steps for this much time. */
  private void run(Duration time) {
    long end = clock.nanos() + time.toNanos();
    while (clock.nanos() < end) {
      clock.advance(Duration.ofNanos(Math.min(Math.max(sender.step(), 1_000_000), 100_000_000)));
    }
  }

  @Test
  @DisplayName("writes everything in the journal, once and in order")
  void everything() {
    append(1, 2_500);
    run(Duration.ofSeconds(1));
    append(2_501, 2_600);
    run(Duration.ofSeconds(1));

    assertThat(place.records()).isEqualTo(ticks(1, 2_600));
    assertThat(sender.report().records()).isEqualTo(2_600);
    assertThat(sender.report().lagRecords()).isZero();
    assertThat(sender.after()).isEqualTo(id(2_600));
    assertThat(sender.idle()).isTrue();
  }

  @Test
  @DisplayName("passes records that are no entries of a stream, and moves the cursor over them")
  void mutations() {
    append(1, 1);
    assertThat(
            journal.append(
                List.of(
                    new Entry(
                        id(2), new JournalEvent.Mutated(new Mutation.Set("my:key", "value"))))))
        .isInstanceOf(JournalPort.Appended.Done.class);
    run(Duration.ofSeconds(1));

    assertThat(place.records()).isEqualTo(ticks(1, 1));
    assertThat(sender.after()).isEqualTo(id(2));
  }

  @Test
  @DisplayName("writes no record before a store has it")
  void storesFirst() {
    stored = id(40);
    append(1, 100);
    run(Duration.ofSeconds(1));
    assertThat(place.records()).isEqualTo(ticks(1, 40));

    stored = id(100);
    run(Duration.ofSeconds(1));
    assertThat(place.records()).isEqualTo(ticks(1, 100));
  }

  @Test
  @DisplayName("continues when the sink is back, and repeats nothing after a lost answer")
  void troubles() {
    append(1, 50);
    run(Duration.ofSeconds(1));
    for (Trouble trouble : List.of(Trouble.DOWN, Trouble.ANSWER_LOST)) {
      int had = place.records().size();
      place.trouble(trouble);
      append(had + 1, had + 50);
      run(Duration.ofSeconds(30));
      assertThat(sender.report().state()).isInstanceOf(SinkState.Away.class);
      place.trouble(Trouble.NONE);
      run(Duration.ofSeconds(15));
    }
    assertThat(place.records()).isEqualTo(ticks(1, 150));
    assertThat(sender.report().failures()).isPositive();
    assertThat(events).filteredOn(SinkEvent.Down.class::isInstance).hasSize(2);
  }

  @Test
  @DisplayName("writes only while this instance leads, and a follower knows the sink's position")
  void roles() {
    append(1, 10);
    run(Duration.ofSeconds(1));
    epoch = OptionalLong.empty();
    append(11, 20);
    run(Duration.ofSeconds(6));
    assertThat(place.records()).isEqualTo(ticks(1, 10));
    assertThat(sender.report().state()).isInstanceOf(SinkState.Following.class);
    assertThat(sender.after()).isEqualTo(id(10));

    InMemorySink other = new InMemorySink(place);
    SinkPort.Answer _ = other.claim(2);
    SinkPort.Answer _ =
        other.write(
            new btcfeed.domain.sink.SinkBatch(
                2, ticks(11, 15), new SinkCursor(id(15), journal.lineage())));
    run(Duration.ofSeconds(6));
    assertThat(sender.after()).isEqualTo(id(15));

    epoch = OptionalLong.of(3);
    run(Duration.ofSeconds(1));
    assertThat(place.records()).isEqualTo(ticks(1, 20));
  }

  @Test
  @DisplayName("sets the sink back to where another leader continued the history")
  void rewinds() {
    append(1, 30);
    run(Duration.ofSeconds(1));
    epoch = OptionalLong.empty();
    run(Duration.ofSeconds(1));
    assertThat(journal.cutAfter(id(20))).isInstanceOf(JournalPort.Appended.Done.class);
    journal.lineage(journal.lineage().ledBy(2, "other", id(20)));
    append(41, 60);
    epoch = OptionalLong.of(2);
    run(Duration.ofSeconds(1));

    List<SinkRecord> expected = new ArrayList<>(ticks(1, 20));
    expected.addAll(ticks(41, 60));
    assertThat(place.records()).isEqualTo(expected);
    assertThat(sender.report().rewinds()).isEqualTo(1);
  }

  @Test
  @DisplayName("removes nothing of a sink that has another feed's records, and says so")
  void anotherFeed() {
    append(1, 30);
    run(Duration.ofSeconds(1));
    sender.close();
    journal.lineage(Lineage.NONE.ledBy(1, "stranger", JournalId.START));
    sender = sender(new InMemorySink(place));
    journal.lineage(Lineage.NONE.ledBy(7, "stranger", JournalId.START));
    epoch = OptionalLong.of(7);
    append(31, 40);
    run(Duration.ofSeconds(70));

    assertThat(sender.report().state()).isInstanceOf(SinkState.Stopped.class);
    assertThat(place.records()).isEqualTo(ticks(1, 30));
    assertThat(events).filteredOn(SinkEvent.Stopped.class::isInstance).hasSize(1);
  }

  @Test
  @DisplayName("counts what the journal dropped before the sink had it")
  void lost() {
    append(1, 100);
    run(Duration.ofSeconds(1));
    place.trouble(Trouble.DOWN);
    append(101, 5_000);
    run(Duration.ofSeconds(1));
    assertThat(journal.dropOldest()).isPositive();
    assertThat(journal.dropOldest()).isPositive();
    place.trouble(Trouble.NONE);
    run(Duration.ofSeconds(15));

    int rest = place.records().size() - 100;
    List<SinkRecord> expected = new ArrayList<>(ticks(1, 100));
    expected.addAll(ticks(5_000 - rest + 1, 5_000));
    assertThat(place.records()).isEqualTo(expected);
    assertThat(sender.report().lost()).isEqualTo(4_900 - rest);
    assertThat(events).contains(new SinkEvent.Lost("archive", 4_900 - rest));
  }

  @Test
  @DisplayName("waits for a larger batch as long as the sink likes, and no longer")
  void gathers() {
    sender = sender(new InMemorySink(place, new SinkPort.Pace(1_000, Duration.ofMillis(400))));
    run(Duration.ofMillis(100));
    IntStream.rangeClosed(1, 10)
        .forEach(
            number -> {
              append(number, number);
              run(Duration.ofMillis(20));
            });
    assertThat(place.records()).isEmpty();
    run(Duration.ofMillis(500));
    assertThat(place.records()).isEqualTo(ticks(1, 10));
    assertThat(sender.report().batches()).isEqualTo(1);
  }
}
