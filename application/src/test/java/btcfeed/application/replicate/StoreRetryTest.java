package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wait before a store that failed is asked again")
class StoreRetryTest {
  private static final Backoff WAITS = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  private double random = 0.999_999;
  private final StoreRetry retry = new StoreRetry(WAITS, () -> random);

  @Test
  @DisplayName("is short at first, grows, and has a bound")
  void grows() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waits.add(Math.round(retry.failed(i) / 1e6));
    }
    assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
  }

  @Test
  @DisplayName("is random in its second half")
  void random() {
    random = 0;
    assertThat(retry.failed(0)).isEqualTo(25_000_000);
  }

  @Test
  @DisplayName("is none for a store that is not where it was left, unless that happens again soon")
  void diverged() {
    assertThat(retry.diverged(0)).isZero();
    retry.attached(1);
    assertThat(retry.diverged(2)).isGreaterThan(50_000_000);
    retry.attached(3);
    assertThat(retry.diverged(4)).isGreaterThan(100_000_000);
  }

  @Test
  @DisplayName("is short again only after the store was written to for some seconds")
  void steady() {
    for (int i = 0; i < 20; i++) {
      long _ = retry.failed(0);
    }
    retry.attached(0);
    assertThat(retry.failed(StoreRetry.STEADY_NANOS - 1)).isGreaterThan(900_000_000);
    retry.attached(0);
    assertThat(retry.failed(StoreRetry.STEADY_NANOS)).isLessThan(51_000_000);
  }
}
