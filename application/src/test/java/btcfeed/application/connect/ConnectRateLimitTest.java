package btcfeed.application.connect;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The budget of attempts to connect to a venue")
class ConnectRateLimitTest {
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
    ConnectRateLimit budget = new ConnectRateLimit(60, clock);

    assertThat(budget.take(false)).isZero();
    assertThat(budget.take(false)).isEqualTo(SECOND);
    now += SECOND - 1;
    assertThat(budget.take(false)).isEqualTo(1);
    now += 1;
    assertThat(budget.take(false)).isZero();
  }

  @Test
  @DisplayName("allows so many in any while, however they are spread")
  void most() {
    ConnectRateLimit budget = new ConnectRateLimit(13, clock);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 20 * 600; i++) {
      if (budget.take(i % 3 == 0) == 0) {
        taken.add(now);
      }
      now += SECOND / 20;
    }

    for (int i = 13; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 13)).isGreaterThanOrEqualTo(60 * SECOND);
    }
  }

  @Test
  @DisplayName("is never overdrawn, whoever asks how often")
  void patience() {
    ConnectRateLimit budget = new ConnectRateLimit(60, clock);
    int taken = 0;
    for (int i = 0; i < 20 * 300; i++) {
      taken += budget.take(false) == 0 ? 1 : 0;
      now += SECOND / 20;
    }

    assertThat(taken).isBetween(180, 300);
  }

  @Test
  @DisplayName("has the next attempt within seconds, however long a venue has been away")
  void spread() {
    ConnectRateLimit budget = new ConnectRateLimit(13, clock);
    long longest = 0;
    for (int i = 0; i < 300; i++) {
      long wait = budget.take(false);
      longest = Math.max(longest, wait);
      now += Math.max(wait, SECOND / 20);
    }

    assertThat(longest).isLessThan(8 * SECOND);
  }

  @Test
  @DisplayName("keeps some attempts for a venue to which no line listens")
  void reserve() {
    ConnectRateLimit budget = new ConnectRateLimit(13, clock);
    for (int i = 0; i < 20 * 45; i++) {
      var _ = budget.take(true);
      now += SECOND / 20;
    }

    assertThat(budget.take(false)).isLessThanOrEqualTo(SECOND);
    now += SECOND;
    assertThat(budget.take(false)).isLessThanOrEqualTo(SECOND);
  }
}
