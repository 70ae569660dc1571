package btcfeed.application.connect;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The budget of attempts to connect to a venue")
class DialBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  // Begins where the monotonic clock overflows.
  private long now = Long.MAX_VALUE - SECOND;
  private final Clock clock =
      new Clock() {
        @Override
        public long wallUs() {
          return 0;
        }

        @Override
        public long nanos() {
          return now;
        }
      };

  @Test
  @DisplayName("lets the first one through, and the next a second later")
  void apart() {
    DialBudget budget = new DialBudget(60, clock);

    assertThat(budget.take()).isZero();
    assertThat(budget.take()).isEqualTo(SECOND);
    now += SECOND - 1;
    assertThat(budget.take()).isEqualTo(1);
    now += 1;
    assertThat(budget.take()).isZero();
  }

  @Test
  @DisplayName("allows so many in any while, however they are spread")
  void most() {
    DialBudget budget = new DialBudget(3, Duration.ofSeconds(10), Duration.ofSeconds(1), clock);
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take()).isZero();
      now += SECOND;
    }

    assertThat(budget.take()).isEqualTo(7 * SECOND);
    now += 7 * SECOND;
    assertThat(budget.take()).isZero();
    now += SECOND;
    assertThat(budget.take()).isZero();
  }

  @Test
  @DisplayName("is never overdrawn, whoever asks how often")
  void patience() {
    DialBudget budget = new DialBudget(60, clock);
    int taken = 0;
    for (int i = 0; i < 20 * 300; i++) {
      taken += budget.take() == 0 ? 1 : 0;
      now += SECOND / 20;
    }

    assertThat(taken).isEqualTo(300);
  }
}
