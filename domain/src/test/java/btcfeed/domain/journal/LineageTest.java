package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A lineage")
class LineageTest {
  private static final int INSTANCES = 4;

  @Property
  @Label("is the same after it was written as text and read")
  void textRoundTrip(@ForAll @From("lineages") Lineage lineage) {
    assertThat(Lineage.parse(lineage.text())).contains(lineage);
  }

  @Example
  @Label("has a fixed text")
  void text() {
    Lineage two = Lineage.NONE.ledBy(5, "a", JournalId.START).ledBy(8, "b", new JournalId(3, 1));
    assertThat(two.text()).isEqualTo("5 a 0-0 8 b 3-1");
    assertThat(Lineage.NONE.text()).isEmpty();
  }

  @Example
  @Label("has its own term for each time without a lease, which counts less than a leader's")
  void alone() {
    JournalId last = new JournalId(3, 1);
    Lineage led = Lineage.NONE.ledBy(5, "a", JournalId.START);
    Lineage alone = led.writtenAlone(7, "b", last);
    Lineage later = led.writtenAlone(9, "b", last);

    assertThat(alone.commonEnd(new JournalId(8, 0), later, new JournalId(9, 0))).isEqualTo(last);
    assertThat(alone.isLaterThan(led)).isFalse();
    assertThat(led.ledBy(6, "c", last).isLaterThan(alone)).isTrue();
    assertThat(Lineage.parse(alone.text())).contains(alone);
  }

  @Example
  @Label("is not read from other text")
  void otherText() {
    for (String text :
        List.of(" ", "5", "5 a", "x a 0-0", "5 a 0", "5 a -1-0", "5 a 0-0 ", "5 a 0-0 6")) {
      assertThat(Lineage.parse(text)).as(text).isEmpty();
    }
  }

  @Property
  @Label("gives exactly the last common record of two histories, however leaders changed")
  void commonEnd(@ForAll long seed) {
    List<History> histories = run(new Random(seed), 60);
    for (History one : histories) {
      for (History other : histories) {
        assertThat(one.lastCommon(other)).isEqualTo(one.trueCommonEnd(other));
        assertThat(other.commonEnd(one)).isEqualTo(one.commonEnd(other));
      }
    }
  }

  @Property(tries = 100)
  @Label("never gives more than the common records, even if it forgot terms")
  void neverTooMuch(@ForAll long seed) {
    List<History> histories = run(new Random(seed), 600);
    for (History one : histories) {
      for (History other : histories) {
        assertThat(one.lastCommon(other).isAfter(one.trueCommonEnd(other))).isFalse();
      }
      assertThat(one.lineage.terms()).hasSizeLessThanOrEqualTo(Lineage.MAX_TERMS);
    }
  }

  @Property
  @Label("is later than another if its last leader is, and never both")
  void later(@ForAll @From("lineages") Lineage one, @ForAll @From("lineages") Lineage other) {
    assertThat(one.isLaterThan(other) && other.isLaterThan(one)).isFalse();
    assertThat(one.isLaterThan(one)).isFalse();
    Lineage next = one.ledBy(Long.MAX_VALUE, "z", new JournalId(5, 5));
    assertThat(next.isLaterThan(one)).isTrue();
    assertThat(one.isLaterThan(Lineage.NONE)).isEqualTo(!one.terms().isEmpty());
  }

  @Provide
  Arbitrary<Lineage> lineages() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, Long.MAX_VALUE - 1);
    Arbitrary<JournalId> id = Combinators.combine(number, number).as(JournalId::new);
    Arbitrary<String> name = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(40);
    Arbitrary<String> instance =
        name.map(text -> text.chars().map(c -> c > ' ' && c < 127 ? c : '-'))
            .map(LineageTest::text);
    return Combinators.combine(number, instance, id)
        .as(Lineage.Term::new)
        .list()
        .ofMaxSize(70)
        .map(Lineage::new);
  }

  private static String text(java.util.stream.IntStream chars) {
    return chars
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Instances lead, copy from each other and lose their last records, at random. */
  private static List<History> run(Random random, int steps) {
    List<History> histories = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      histories.add(new History("i" + i));
    }
    long epoch = 1;
    for (int step = 0; step < steps; step++) {
      History one = histories.get(random.nextInt(INSTANCES));
      History other = histories.get(random.nextInt(INSTANCES));
      switch (random.nextInt(4)) {
        case 0 -> {
          // Two instances may take the same epoch, but none takes one twice.
          epoch = Math.max(one.lastEpoch + 1, epoch + random.nextInt(2));
          one.lead(epoch, random);
        }
        case 1 -> one.cut(random);
        case 2 -> one.write(random);
        default -> one.copy(other, random);
      }
    }
    return histories;
  }

  /** A record is the same in two histories only if one leader wrote it once. */
  private record Written(JournalId id, Object by) {}

  /** The records of one instance, with the lineage that it would keep. */
  private static final class History {
    final String instance;
    final List<Written> records = new ArrayList<>();
    Lineage lineage = Lineage.NONE;
    long lastEpoch;
    boolean leads;

    History(String instance) {
      this.instance = instance;
    }

    JournalId end() {
      return records.isEmpty() ? JournalId.START : records.getLast().id();
    }

    void lead(long epoch, Random random) {
      lastEpoch = epoch;
      lineage = lineage.ledBy(epoch, instance, end());
      leads = true;
      write(random);
    }

    void write(Random random) {
      for (int i = random.nextInt(4); leads && i > 0; i--) {
        records.add(new Written(end().next(end().ms() + random.nextInt(2)), new Object()));
      }
    }

    /** Loses its last records, as after a power cut; then it does not lead. */
    void cut(Random random) {
      cutTo(random.nextInt(records.size() + 1));
      // A journal that is opened again forgets the terms whose records it lost.
      lineage = lineage.until(end());
    }

    private void cutTo(int left) {
      records.subList(left, records.size()).clear();
      leads = false;
    }

    void copy(History other, Random random) {
      if (other == this) {
        return;
      }
      JournalId common = commonEnd(other);
      cutTo((int) records.stream().filter(written -> !written.id().isAfter(common)).count());
      JournalId after = end();
      List<Written> missing =
          other.records.stream().filter(written -> written.id().isAfter(after)).toList();
      records.addAll(missing.subList(0, random.nextInt(missing.size() + 1)));
      lineage = other.lineage.until(end());
    }

    /**
     * The last record up to the common end that this history has. A history that lost its last
     * records may end before the common end; its missing records are copied then.
     */
    JournalId lastCommon(History other) {
      JournalId common = commonEnd(other);
      return Stream.of(common, end(), other.end()).min(Comparator.naturalOrder()).orElseThrow();
    }

    JournalId commonEnd(History other) {
      return lineage.commonEnd(end(), other.lineage, other.end());
    }

    JournalId trueCommonEnd(History other) {
      int same = 0;
      while (same < Math.min(records.size(), other.records.size())
          && records.get(same).equals(other.records.get(same))) {
        same++;
      }
      return same == 0 ? JournalId.START : records.get(same - 1).id();
    }
  }
}
