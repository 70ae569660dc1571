package btcfeed.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Patience with a venue's silence")
class SilenceThresholdTest {
  private final SilenceThreshold silence = new SilenceThreshold();
  private long now = -5;

  @Test
  @DisplayName("is a minute before the venue is known")
  void atFirst() {
    trades(20, Duration.ofSeconds(1));
    assertThat(silence.threshold()).isEqualTo(SilenceThreshold.AT_FIRST);
  }

  @Test
  @DisplayName("is three of its longest pauses of late")
  void learned() {
    trades(40, Duration.ofSeconds(1));
    trades(1, Duration.ofSeconds(20));
    trades(40, Duration.ofMillis(1));
    assertThat(silence.threshold()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  @DisplayName("is never below the shortest nor above the longest")
  void bounds() {
    trades(100, Duration.ofMillis(1));
    assertThat(silence.threshold()).isEqualTo(SilenceThreshold.SHORTEST);

    trades(1, Duration.ofHours(1));
    assertThat(silence.threshold()).isEqualTo(SilenceThreshold.LONGEST);
  }

  @Test
  @DisplayName("forgets a pause after ten to twenty minutes of trades")
  void forgets() {
    trades(40, Duration.ofSeconds(1));
    trades(1, Duration.ofSeconds(50));
    trades(1_300, Duration.ofSeconds(1));
    assertThat(silence.threshold()).isEqualTo(SilenceThreshold.SHORTEST);
  }

  @Test
  @DisplayName("learns nothing from a time without a connection")
  void interrupted() {
    trades(40, Duration.ofSeconds(1));
    silence.interrupted();
    trades(1, Duration.ofMinutes(1));
    assertThat(silence.threshold()).isEqualTo(SilenceThreshold.SHORTEST);
  }

  private void trades(int count, Duration apart) {
    for (int i = 0; i < count; i++) {
      now += apart.toNanos();
      silence.traded(now);
    }
  }
}
