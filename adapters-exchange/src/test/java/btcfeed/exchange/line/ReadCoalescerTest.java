package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A venue in a hurry")
class ReadCoalescerTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final ReadCoalescer hurry = new ReadCoalescer();
  private long now = Long.MAX_VALUE - 50 * MILLI;

  @Test
  @DisplayName("is none at a thousand frames a second: each is read when it comes")
  void calm() {
    assertThat(pausesIn(200, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName(
      "is read a few frames at a time at ten thousand a second, and no longer when it stops")
  void hurried() {
    assertThat(pausesIn(2_000, MILLI / 10, 200)).isGreaterThan(1_500);
    now += Duration.ofSeconds(1).toNanos();
    assertThat(pausesIn(100, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName("is not kept waiting when much has gathered anyway")
  void plenty() {
    assertThat(pausesIn(2_000, MILLI / 10, 60_000)).isZero();
  }

  @Test
  @DisplayName("is read at leisure at some hundreds a second, as long as nobody waits")
  void leisure() {
    assertThat(pausesIn(1_000, MILLI, 200)).isZero();
    hurry.gather(Duration.ofMillis(5));
    assertThat(pausesIn(1_000, MILLI, 200)).isGreaterThan(900);
    assertThat(hurry.pause(200, now)).isEqualTo(5 * MILLI);
    hurry.gather(Duration.ZERO);
    assertThat(pausesIn(1_000, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName("is not kept waiting for a few a second: a pause would cost a waking more")
  void few() {
    hurry.gather(Duration.ofMillis(5));
    assertThat(pausesIn(1_000, 10 * MILLI, 200)).isZero();
  }

  private int pausesIn(int frames, long apartNanos, int bytes) {
    int pauses = 0;
    for (int i = 0; i < frames; i++) {
      now += apartNanos;
      hurry.frame();
      pauses += hurry.pause(bytes, now) > 0 ? 1 : 0;
    }
    return pauses;
  }
}
