package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A journal id")
class JournalIdTest {

  @Property
  @Label("Journal ids only grow, whatever the host's clock does")
  void onlyGrow(@ForAll @Size(max = 200) List<Long> wallMs) {
    JournalId id = JournalId.START;
    for (long now : wallMs) {
      JournalId next = id.next(now);
      assertThat(next).isGreaterThan(id);
      assertThat(next.isAfter(id)).isTrue();
      assertThat(id.isAfter(next)).isFalse();
      id = next;
    }
  }

  @Property
  @Label("A journal id is the same id when read from its text, and the text has a bound")
  void readsAsWritten(@ForAll @LongRange(min = 0) long ms, @ForAll @LongRange(min = 0) long seq) {
    JournalId id = new JournalId(ms, seq);

    assertThat(JournalId.parse(id.toString())).isEqualTo(id);
    assertThat(id.toString()).hasSizeLessThanOrEqualTo(JournalId.MAX_TEXT_LENGTH);
  }

  @Test
  @DisplayName("takes the clock's milliseconds and counts from 0 when the clock went on")
  void clockWentOn() {
    assertThat(new JournalId(1000, 7).next(1001)).isEqualTo(new JournalId(1001, 0));
  }

  @Test
  @DisplayName("counts on in the same millisecond when the clock stood still or went back")
  void clockStoodStillOrWentBack() {
    assertThat(new JournalId(1000, 7).next(1000)).isEqualTo(new JournalId(1000, 8));
    assertThat(new JournalId(1000, 7).next(5)).isEqualTo(new JournalId(1000, 8));
    assertThat(new JournalId(1000, 7).next(-5)).isEqualTo(new JournalId(1000, 8));
  }

  @Test
  @DisplayName("is never START, the place before every record, even on a host without a clock")
  void neverStart() {
    assertThat(JournalId.START.next(0)).isGreaterThan(JournalId.START);
  }

  @Test
  @DisplayName("sorts as numbers do, not as text does")
  void sortsAsNumbers() {
    assertThat(List.of(id("10-0"), id("9-10"), id("9-9"), id("9-0")).stream().sorted())
        .containsExactly(id("9-0"), id("9-9"), id("9-10"), id("10-0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "5",
        "-5",
        "5-",
        "-1-5",
        "1--5",
        "a-b",
        "1-2-3",
        "1 - 2",
        "9223372036854775808-0"
      })
  @DisplayName("is refused when it is not two numbers")
  void refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> JournalId.parse(text));
  }

  @Test
  @DisplayName("is never negative")
  void neverNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JournalId(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new JournalId(0, -1));
  }

  private static JournalId id(String text) {
    return JournalId.parse(text);
  }
}
