package btcfeed.domain.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A back-off")
class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(30);
  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @Property
  @Label("A back-off never waits longer than its cap, nor less than nothing")
  void neverAboveTheCap(
      @ForAll @LongRange(min = 1, max = 60_000) long firstMs,
      @ForAll @LongRange(max = 86_400_000) long moreMs,
      @ForAll @IntRange(max = 100_000) int failures,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
    Duration cap = Duration.ofMillis(firstMs + moreMs);
    Backoff backoff = new Backoff(Duration.ofMillis(firstMs), cap, failures);

    assertThat(backoff.delay(random)).isBetween(Duration.ZERO, cap);
    assertThat(backoff.ceiling()).isBetween(Duration.ofMillis(firstMs), cap);
  }

  @Property
  @Label("A back-off's longest wait never shrinks with one more failure, and comes to the cap")
  void growsToTheCap(
      @ForAll @LongRange(min = 1, max = 60_000) long firstMs,
      @ForAll @LongRange(max = 86_400_000) long moreMs) {
    Duration cap = Duration.ofMillis(firstMs + moreMs);
    Backoff backoff = new Backoff(Duration.ofMillis(firstMs), cap).failed();
    for (int i = 0; i < 40; i++) {
      Backoff next = backoff.failed();
      assertThat(next.ceiling()).isGreaterThanOrEqualTo(backoff.ceiling());
      backoff = next;
    }

    assertThat(backoff.ceiling()).isEqualTo(cap);
  }

  @Test
  @DisplayName("waits not at all before the first failure")
  void noWaitAtFirst() {
    assertThat(new Backoff(FIRST, CAP).delay(ALMOST_ONE)).isZero();
  }

  @Test
  @DisplayName("doubles with every failure up to the cap")
  void doubles() {
    Backoff backoff = new Backoff(FIRST, CAP);
    for (long ms : new long[] {500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000}) {
      backoff = backoff.failed();
      assertThat(backoff.ceiling()).hasMillis(ms);
    }
  }

  @Test
  @DisplayName("spreads each wait over the whole range, from nothing to the longest")
  void fullJitter() {
    Backoff backoff = new Backoff(FIRST, CAP).failed().failed();

    assertThat(backoff.delay(0)).isZero();
    assertThat(backoff.delay(0.25)).hasMillis(250);
    assertThat(backoff.delay(0.5)).hasMillis(500);
    assertThat(backoff.delay(ALMOST_ONE))
        .isBetween(Duration.ofMillis(999), Duration.ofMillis(1000));
  }

  @Test
  @DisplayName("begins again after success")
  void reset() {
    Backoff worn = new Backoff(FIRST, CAP, 20);

    assertThat(worn.reset()).isEqualTo(new Backoff(FIRST, CAP));
    assertThat(worn.reset().failed().ceiling()).isEqualTo(FIRST);
  }

  @Test
  @DisplayName("is refused without a first wait, or with a cap below it")
  void refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, CAP));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(FIRST.negated(), CAP));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(CAP, FIRST));
  }
}
