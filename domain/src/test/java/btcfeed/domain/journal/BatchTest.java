package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch")
class BatchTest {

  @Property(tries = 300)
  @Label("A batch contains its entries and knows their number, size and ids")
  void holdsItsEntries(@ForAll @Size(min = 1, max = 20) List<@From("entries") Entry> entries) {
    Batch batch = Batch.of(entries);

    assertThat(batch.entries()).isEqualTo(entries);
    assertThat(batch.oldest()).isEqualTo(entries.getFirst());
    assertThat(batch.count()).isEqualTo(entries.size());
    assertThat(batch.first()).isEqualTo(entries.getFirst().id());
    assertThat(batch.last()).isEqualTo(entries.getLast().id());
    assertThat(batch.sizeBytes()).isEqualTo(batch.bytes().remaining());
    assertThat(batch.fields())
        .isEqualTo(entries.stream().mapToInt(e -> RecordFormat.fields(e.event())).sum());
    assertThat(batch)
        .hasToString(entries.size() + " records " + batch.first() + ".." + batch.last());
  }

  @Property(tries = 50)
  @Label("A batch is the same however often it is read")
  void isTheSameEveryTime(@ForAll @Size(min = 1, max = 5) List<@From("entries") Entry> entries) {
    Batch batch = Batch.of(entries);

    batch.bytes().get();
    batch.entries();

    assertThat(batch.bytes().isReadOnly()).isTrue();
    assertThat(batch.bytes().remaining()).isEqualTo(batch.sizeBytes());
    assertThat(batch.entries()).isEqualTo(entries);
  }

  @Test
  @DisplayName("is never empty")
  void isNeverEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batch.of(List.of()))
        .withMessage("a batch is never empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batch(new byte[0], 0, 0, JournalId.START, JournalId.START));
  }

  @Provide
  Arbitrary<Entry> entries() {
    return AnyEntry.entry();
  }
}
