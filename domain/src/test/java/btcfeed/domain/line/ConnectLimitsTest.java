package btcfeed.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rate limit for connecting to a venue")
class ConnectLimitsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  // Begins where the monotonic clock overflows.
  private long now = Long.MAX_VALUE - SECOND;

  @Test
  @DisplayName("allows the first attempt at once, and the next one a second later")
  void apart() {
    ConnectLimits limits = new ConnectLimits(60, now);

    assertThat(limits.takeAttempt(false, now)).isZero();
    assertThat(limits.takeAttempt(false, now)).isEqualTo(SECOND);
    now += SECOND - 1;
    assertThat(limits.takeAttempt(false, now)).isEqualTo(1);
    now += 1;
    assertThat(limits.takeAttempt(false, now)).isZero();
  }

  @Test
  @DisplayName("never exceeds the number of attempts in any minute")
  void most() {
    ConnectLimits limits = new ConnectLimits(13, now);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 20 * 600; i++) {
      if (limits.takeAttempt(i % 3 == 0, now) == 0) {
        taken.add(now);
      }
      now += SECOND / 20;
    }

    for (int i = 13; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 13)).isGreaterThanOrEqualTo(60 * SECOND);
    }
  }

  @Test
  @DisplayName("is not exceeded by frequent attempts")
  void patience() {
    ConnectLimits limits = new ConnectLimits(60, now);
    int taken = 0;
    for (int i = 0; i < 20 * 300; i++) {
      taken += limits.takeAttempt(false, now) == 0 ? 1 : 0;
      now += SECOND / 20;
    }

    assertThat(taken).isBetween(180, 300);
  }

  @Test
  @DisplayName("allows the next attempt within seconds during a long outage")
  void spread() {
    ConnectLimits limits = new ConnectLimits(13, now);
    long longest = 0;
    for (int i = 0; i < 300; i++) {
      long wait = limits.takeAttempt(false, now);
      longest = Math.max(longest, wait);
      now += Math.max(wait, SECOND / 20);
    }

    assertThat(longest).isLessThan(8 * SECOND);
  }

  @Test
  @DisplayName("reserves attempts for times when no line listens")
  void reserve() {
    ConnectLimits limits = new ConnectLimits(13, now);
    for (int i = 0; i < 20 * 45; i++) {
      var _ = limits.takeAttempt(true, now);
      now += SECOND / 20;
    }

    assertThat(limits.takeAttempt(false, now)).isLessThanOrEqualTo(SECOND);
    now += SECOND;
    assertThat(limits.takeAttempt(false, now)).isLessThanOrEqualTo(SECOND);
  }
}
