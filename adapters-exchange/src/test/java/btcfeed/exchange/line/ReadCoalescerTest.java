package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A coalescer of reads")
class ReadCoalescerTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final ReadCoalescer coalescer = new ReadCoalescer();
  private long now = Long.MAX_VALUE - 50 * MILLI;

  @Test
  @DisplayName("never waits at a thousand frames a second")
  void thousand() {
    assertThat(pausesIn(200, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName("waits at ten thousand frames a second, and stops when the rate falls")
  void tenThousand() {
    assertThat(pausesIn(2_000, MILLI / 10, 200)).isGreaterThan(1_500);
    now += Duration.ofSeconds(1).toNanos();
    assertThat(pausesIn(100, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName("does not wait after a large read")
  void largeRead() {
    assertThat(pausesIn(2_000, MILLI / 10, 60_000)).isZero();
  }

  @Test
  @DisplayName("waits at hundreds of frames a second while that is permitted")
  void permitted() {
    assertThat(pausesIn(1_000, MILLI, 200)).isZero();
    coalescer.gather(Duration.ofMillis(5));
    assertThat(pausesIn(1_000, MILLI, 200)).isGreaterThan(900);
    assertThat(coalescer.pause(200, now)).isEqualTo(5 * MILLI);
    coalescer.gather(Duration.ZERO);
    assertThat(pausesIn(1_000, MILLI, 200)).isZero();
  }

  @Test
  @DisplayName("does not wait at tens of frames a second")
  void few() {
    coalescer.gather(Duration.ofMillis(5));
    assertThat(pausesIn(1_000, 10 * MILLI, 200)).isZero();
  }

  private int pausesIn(int frames, long apartNanos, int bytes) {
    int pauses = 0;
    for (int i = 0; i < frames; i++) {
      now += apartNanos;
      coalescer.frame();
      pauses += coalescer.pause(bytes, now) > 0 ? 1 : 0;
    }
    return pauses;
  }
}
