package btcfeed.application.sink;

import static btcfeed.sinkkit.SinkRecords.id;
import static btcfeed.sinkkit.SinkRecords.tick;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ManualClock;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.InMemorySink;
import btcfeed.sinkkit.InMemorySink.Trouble;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances, one sink, and chance. Either instance leads, or both believe that they lead.
 * Either dies between any two steps. The loser has records that the winner lacks. The sink is down,
 * or its answers are lost.
 */
@DisplayName("A sink with several instances")
class SinkTakeoverTest {
  private static final long SEEDS = 400;
  private static final int ACTIONS = 300;
  private static final List<Trouble> TROUBLES =
      List.of(Trouble.NONE, Trouble.DOWN, Trouble.ANSWER_LOST);

  private final ManualClock clock = new ManualClock();
  private final InMemorySink.Place place = new InMemorySink.Place();
  private final List<Host> hosts = List.of(new Host("a"), new Host("b"));
  private Host leader = hosts.getFirst();
  private long epochs;
  private int numbers;

  /** An instance with its journal; its sender is replaced when it dies. */
  private final class Host implements SinkLead {
    final String name;
    final InMemoryJournal journal = new InMemoryJournal();
    final List<Entry> entries = new ArrayList<>();
    OptionalLong epoch = OptionalLong.empty();
    int stored;
    SinkSender sender;

    Host(String name) {
      this.name = name;
      this.sender = sender();
    }

    private SinkSender sender() {
      return new SinkSender(
          "sink",
          "memory",
          "memory://",
          new InMemorySink(place),
          journal,
          this,
          clock,
          _ -> {},
          () -> 0);
    }

    void dies() {
      sender = sender();
    }

    @Override
    public OptionalLong epoch() {
      return epoch;
    }

    @Override
    public JournalId stored() {
      return stored == 0 ? JournalId.START : entries.get(stored - 1).id();
    }

    void append(Entry entry) {
      assertThat(journal.append(List.of(entry))).isInstanceOf(JournalPort.Appended.Done.class);
      entries.add(entry);
    }

    /** Copies up to so many records of the leader, after removing those that it lacks. */
    void follow(Host other, int most) {
      epoch = OptionalLong.empty();
      int common = 0;
      while (common < Math.min(entries.size(), other.entries.size())
          && entries.get(common).equals(other.entries.get(common))) {
        common++;
      }
      if (common < entries.size()) {
        JournalId last = common == 0 ? JournalId.START : entries.get(common - 1).id();
        assertThat(journal.cutAfter(last)).isInstanceOf(JournalPort.Appended.Done.class);
        entries.subList(common, entries.size()).clear();
      }
      other.entries.stream().skip(common).limit(most).toList().forEach(this::append);
      JournalId end = entries.isEmpty() ? JournalId.START : entries.getLast().id();
      journal.lineage(other.journal.lineage().until(end));
      stored = Math.min(stored, entries.size());
    }

    void lead() {
      epoch = OptionalLong.of(++epochs);
      Lineage before = journal.lineage();
      JournalId end = entries.isEmpty() ? JournalId.START : entries.getLast().id();
      journal.lineage(before.ledBy(epochs, name, end));
      leader = this;
    }
  }

  static List<Long> seeds() {
    return LongStream.range(0, SEEDS).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("ends with exactly the history of the last leader, each record once, in order")
  void history(long seed) {
    Random dice = new Random(seed);
    leader.lead();
    for (int i = 0; i < ACTIONS; i++) {
      act(dice);
    }
    place.trouble(Trouble.NONE);
    for (Host host : hosts) {
      host.epoch = host == leader ? host.epoch : OptionalLong.empty();
    }
    leader.stored = leader.entries.size();
    for (int i = 0; i < 2_000 && !isDone(); i++) {
      step(leader);
    }

    assertThat(place.records())
        .isEqualTo(
            leader.entries.stream()
                .<SinkRecord>map(
                    entry ->
                        new SinkRecord.Tick(
                            entry.id(), ((JournalEvent.Ticked) entry.event()).tick()))
                .toList());
  }

  private boolean isDone() {
    return leader.sender.idle()
        && !leader.entries.isEmpty()
        && place.cursor().after().equals(leader.entries.getLast().id());
  }

  private void step(Host host) {
    clock.advance(Duration.ofNanos(Math.clamp(host.sender.step(), 1_000_000L, 200_000_000L)));
  }

  private void act(Random dice) {
    Host other = hosts.get(leader == hosts.getFirst() ? 1 : 0);
    switch (dice.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> append(dice);
      case 5, 6, 7, 8, 9, 10 -> step(leader);
      case 11, 12 -> step(other);
      case 13 -> other.follow(leader, dice.nextInt(50));
      case 14 -> place.trouble(TROUBLES.get(dice.nextInt(TROUBLES.size())));
      case 15 -> place.trouble(Trouble.NONE);
      case 16 -> hosts.get(dice.nextInt(2)).dies();
      case 17 -> {
        // A leader that lost the lease may not know it yet.
        other.epoch = dice.nextBoolean() ? OptionalLong.empty() : other.epoch;
      }
      case 18 -> {
        if (dice.nextInt(4) == 0) {
          // One record in common: without any it would be another feed.
          other.follow(leader, 1 + dice.nextInt(100));
          other.lead();
        }
      }
      default -> leader.stored = Math.max(leader.stored, leader.entries.size() - dice.nextInt(5));
    }
  }

  private void append(Random dice) {
    for (int left = dice.nextInt(8); left > 0; left--) {
      int number = ++numbers;
      leader.append(
          new Entry(id(number), new JournalEvent.Ticked(((SinkRecord.Tick) tick(number)).tick())));
    }
    if (dice.nextBoolean()) {
      leader.stored = leader.entries.size();
    }
  }
}
