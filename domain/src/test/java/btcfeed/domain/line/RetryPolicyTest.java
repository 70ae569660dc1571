package btcfeed.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The retry policy of a line")
class RetryPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final ConnectLimits limits = new ConnectLimits(60, 0);
  private final RetryPolicy policy = policy("a");
  private long now;

  @Test
  @DisplayName("waits longer while another line of the venue listens")
  void besideAnother() {
    for (int failures = 0; failures < 5; failures++) {
      policy.failed(Optional.empty(), Optional.empty(), now);
    }

    assertThat(policy.untilDue(true, now)).isGreaterThan(policy.untilDue(false, now));
    assertThat(policy.untilDue(false, now)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"429,30", "418,120", "403,60", "451,60"})
  @DisplayName("waits at least as long as the HTTP status demands")
  void status(int status, int seconds) {
    policy.failed(Optional.of(status), Optional.empty(), now);

    assertThat(policy.untilDue(false, now)).isEqualTo(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  @DisplayName("waits as long as the venue asks for, whatever the status")
  void retryAfter() {
    policy.failed(Optional.of(429), Optional.of(Duration.ofSeconds(90)), now);

    assertThat(policy.untilDue(false, now)).isEqualTo(Duration.ofSeconds(90).toNanos());
  }

  @Test
  @DisplayName("starts over only after ten seconds of trades")
  void steady() {
    policy.ended(false, now);
    policy.ended(false, now);
    policy.delivered(SECOND, Duration.ofSeconds(9));
    Duration third = policy.ended(false, now).alone();
    policy.delivered(SECOND, Duration.ofSeconds(10));
    Duration first = policy.ended(false, now).alone();

    assertThat(third).isGreaterThan(SECOND.multipliedBy(2));
    assertThat(first).isLessThan(SECOND);
  }

  @Test
  @DisplayName("waits a third of the limit for a confirmation, and longer if that was too short")
  void confirmation() {
    assertThat(policy.confirmTimeout()).isEqualTo(Duration.ofSeconds(3));
    policy.unconfirmed();
    assertThat(policy.confirmTimeout()).isEqualTo(Duration.ofSeconds(6));
    for (int i = 0; i < 5; i++) {
      policy.unconfirmed();
    }
    assertThat(policy.confirmTimeout()).isEqualTo(LIMIT);
    policy.delivered(SECOND, SECOND);
    assertThat(policy.confirmTimeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  @DisplayName("lets one line at a time replace its connection, for at most 30 seconds")
  void lease() {
    RetryPolicy other = policy("b");
    assertThat(policy.takeReplacementLease(now)).isTrue();
    assertThat(other.takeReplacementLease(now)).isFalse();
    policy.releaseReplacementLease();
    assertThat(other.takeReplacementLease(now)).isTrue();
    now += Duration.ofSeconds(30).toNanos();
    assertThat(policy.takeReplacementLease(now)).isTrue();
  }

  @Test
  @DisplayName("doubles the suspicious silence with each useless replacement, until trades arrive")
  void suspicions() {
    policy.suspected();
    policy.suspected();
    assertThat(policy.suspiciousSilenceNanos(SECOND)).isEqualTo(SECOND.multipliedBy(4).toNanos());
    policy.delivered(SECOND, SECOND);
    assertThat(policy.suspiciousSilenceNanos(SECOND)).isEqualTo(SECOND.toNanos());
  }

  @Test
  @DisplayName("has lines that were refused retry in turn")
  void refusedInTurn() {
    Duration first = policy.refused(Refusal.LASTING, now).alone();
    Duration second = policy("b").refused(Refusal.LASTING, now).alone();

    assertThat(first).isEqualTo(Duration.ofMinutes(2));
    assertThat(second).isEqualTo(Duration.ofMinutes(1));
  }

  private RetryPolicy policy(String letter) {
    return new RetryPolicy(
        new LineId(new Venue("binance"), letter),
        new Backoff(SECOND, Duration.ofSeconds(8)),
        LIMIT,
        limits,
        () -> 0.9,
        0);
  }
}
