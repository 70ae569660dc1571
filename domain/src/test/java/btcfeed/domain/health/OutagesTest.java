package btcfeed.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The error budget")
@Label("The error budget")
class OutagesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long NOW = 1_800_000_000_000L;

  @Test
  @DisplayName("is whole while nothing went wrong")
  void whole() {
    Outages outages = new Outages(NOW - 10 * HOUR);

    assertThat(outages.spent(NOW))
        .allSatisfy(
            spent -> {
              assertThat(spent.availability()).isEqualByComparingTo("1");
              assertThat(spent.share()).isEqualByComparingTo("0");
            });
    assertThat(outages.spent(NOW).getLast().watched()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  @DisplayName("of an hour is 0.36 s: a whole second overdraws it, and not that of thirty days")
  void aSecond() {
    Outages outages = new Outages(NOW - 1_000 * HOUR);
    var _ = outages.lost(NOW - 2_000, NOW - 1_000, NOW);

    Outages.Spent hour = outages.spent(NOW).getFirst();
    assertThat(hour.lost()).isEqualTo(Duration.ofSeconds(1));
    assertThat(hour.share()).isEqualByComparingTo("2.777778");
    assertThat(hour.availability()).isEqualByComparingTo("0.999722");
    assertThat(outages.spent(NOW).getLast().share()).isEqualByComparingTo("0.003859");
  }

  @Test
  @DisplayName("of an hour comes back as the outage passes out of it")
  void rolls() {
    Outages outages = new Outages(NOW - 1_000 * HOUR);
    var _ = outages.lost(NOW, NOW + 10_000, NOW + 10_000);

    assertThat(outages.spent(NOW + HOUR + 5_000).getFirst().lost())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(outages.spent(NOW + HOUR + 10_000).getFirst().lost()).isZero();
  }

  @Test
  @DisplayName("pays for the time without a service")
  void restarted() {
    Outages outages = new Outages(NOW);
    outages.restore(
        NOW - HOUR, NOW - 60_000, List.of(new Outages.Outage(NOW - 90_000, NOW - 80_000)), NOW);

    assertThat(outages.spent(NOW).getFirst().lost()).isEqualTo(Duration.ofSeconds(70));
    assertThat(outages.sinceMs()).isEqualTo(NOW - HOUR);
  }

  @Test
  @DisplayName("of outages without number loses memory, never in its own favour")
  void bounded() {
    Outages outages = new Outages(NOW - HOUR);
    int many = 2 * Outages.MAX_OUTAGES;
    for (int i = 0; i < many; i++) {
      var _ = outages.lost(NOW + i * 5_000L, NOW + i * 5_000L + 1_000, NOW + i * 5_000L + 1_000);
    }

    assertThat(outages.all()).hasSize(Outages.MAX_OUTAGES);
    assertThat(outages.spent(NOW + many * 5_000L).getLast().lost())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(many));
  }

  @Property
  @Label("counts every lost second once, however outages overlap")
  void overlaps(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3_500) Integer> starts,
      @ForAll @IntRange(min = 1, max = 60) int length) {
    Outages outages = new Outages(NOW - HOUR);
    BitSet model = new BitSet();
    for (int start : starts) {
      // Four seconds apart at least, so that the second between two outages is never theirs.
      int from = start / 4 * 4;
      int to = from + length / 4 * 4 + 2;
      model.set(from, to);
      var _ = outages.lost(NOW - HOUR + from * 1_000L, NOW - HOUR + to * 1_000L, NOW);
    }

    assertThat(outages.spent(NOW).getLast().lost())
        .isEqualTo(Duration.ofSeconds(model.cardinality()));
  }
}
