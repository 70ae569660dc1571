package btcfeed.domain.sequence;

import static btcfeed.domain.sequence.Plausibility.AGREEING;
import static btcfeed.domain.sequence.Plausibility.EARLIEST_US;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A trade's time")
class PlausibilityTest {
  private static final long TRUE_US = 1_790_000_000_000_000L;
  private static final long HOUR_US = us(Duration.ofHours(1));
  private static final long DAY_US = us(Duration.ofDays(1));

  private final Plausibility plausibility = new Plausibility();

  /** How far the host's wall clock is from the venue's. */
  private long hostOffUs;

  /** How much time has passed. */
  private long passedUs;

  @ParameterizedTest
  @ValueSource(longs = {0, 60, 3600, -60, -3600, 86_000, -86_000})
  @DisplayName("is plausible although the host's clock is wrong by an hour or most of a day")
  void hostClockOff(long seconds) {
    hostOffUs = seconds * 1_000_000;

    for (int i = 0; i < 100; i++) {
      assertThat(believes(0)).as("trade %d", i).isTrue();
      pass(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3600, -3600})
  @DisplayName("is believed when the host's clock jumps in the middle")
  void hostClockJumps(long seconds) {
    assertThat(believes(0)).isTrue();
    hostOffUs = seconds * 1_000_000;
    pass(Duration.ofSeconds(1));

    assertThat(believes(0)).isTrue();
    hostOffUs = 0;
    assertThat(believes(0)).isTrue();
  }

  @Test
  @DisplayName("is believed after hours without a trade, on a host whose clock is an hour behind")
  void hoursOfSilence() {
    hostOffUs = -HOUR_US;
    assertThat(believes(0)).isTrue();
    pass(Duration.ofHours(5));

    assertThat(believes(0)).isTrue();
  }

  @Test
  @DisplayName("is believed when it is old: repairs and replays bring old trades")
  void oldTrades() {
    assertThat(believes(0)).isTrue();
    assertThat(believes(-DAY_US)).isTrue();
    assertThat(plausibility.believes(EARLIEST_US, TRUE_US, 0)).isTrue();
  }

  @Test
  @DisplayName("is refused before there was Bitcoin")
  void beforeBitcoin() {
    assertThat(plausibility.believes(EARLIEST_US - 1, TRUE_US, 0)).isFalse();
    assertThat(plausibility.believes(0, TRUE_US, 0)).isFalse();
    assertThat(plausibility.believes(Long.MIN_VALUE, TRUE_US, 0)).isFalse();
  }

  @Test
  @DisplayName("is refused in seconds, milliseconds or nanoseconds, however often it is repeated")
  void wrongUnits() {
    for (int i = 0; i < 3 * AGREEING; i++) {
      assertThat(plausibility.believes(TRUE_US / 1_000_000, TRUE_US, 0)).isFalse();
      assertThat(plausibility.believes(TRUE_US / 1000, TRUE_US, 0)).isFalse();
      assertThat(plausibility.believes(TRUE_US * 1000, TRUE_US, 0)).isFalse();
      assertThat(plausibility.believes(Long.MAX_VALUE, TRUE_US, 0)).isFalse();
    }
    assertThat(plausibility.believes(TRUE_US, TRUE_US, 0)).isTrue();
  }

  @Nested
  @DisplayName("ahead of the others")
  class Ahead {
    @Test
    @DisplayName("is believed up to a minute, exactly")
    void upToAMinute() {
      assertThat(believes(0)).isTrue();
      assertThat(believes(us(Plausibility.TOLERANCE) + 1)).isFalse();
      assertThat(believes(us(Plausibility.TOLERANCE))).isTrue();
    }

    @Test
    @DisplayName("is refused on its own, and spoils nothing for the true ones around it")
    void aloneItIsRefused() {
      for (int i = 0; i < 10 * AGREEING; i++) {
        assertThat(believes(0)).isTrue();
        assertThat(believes(HOUR_US)).isFalse();
        pass(Duration.ofMillis(10));
      }
    }

    @Test
    @DisplayName("is believed when twenty in a row say so: then it was our clock")
    void manyOverruleTheClock() {
      assertThat(believes(0)).isTrue();
      for (int i = 1; i < AGREEING; i++) {
        assertThat(believes(HOUR_US)).as("trade %d", i).isFalse();
      }

      assertThat(believes(HOUR_US)).isTrue();
      assertThat(believes(HOUR_US)).isTrue();
    }

    @Test
    @DisplayName("is refused as long as those in a row do not agree with each other")
    void manyThatDisagree() {
      assertThat(believes(0)).isTrue();
      for (int i = 1; i < 3 * AGREEING; i++) {
        assertThat(believes(HOUR_US * (1 + i % 20))).as("trade %d", i).isFalse();
      }
    }

    @Test
    @DisplayName("is refused again when one true trade came between")
    void notInARow() {
      assertThat(believes(0)).isTrue();
      for (int i = 1; i < AGREEING; i++) {
        assertThat(believes(HOUR_US)).isFalse();
      }
      assertThat(believes(0)).isTrue();

      assertThat(believes(HOUR_US)).isFalse();
    }

    @Test
    @DisplayName("is refused more than a day ahead, however many say so")
    void neverMoreThanADay() {
      assertThat(believes(0)).isTrue();
      for (int i = 0; i < 3 * AGREEING; i++) {
        assertThat(believes(DAY_US + 1)).isFalse();
      }
    }

    @Test
    @DisplayName("is measured from the newest believed trade, not from the last one that came")
    void oldTradesDoNotMoveTheReference() {
      hostOffUs = -HOUR_US;
      assertThat(believes(0)).isTrue();
      assertThat(believes(-DAY_US)).isTrue();

      assertThat(believes(0)).isTrue();
    }
  }

  @Nested
  @DisplayName("when it is the first")
  class First {
    @Test
    @DisplayName("is believed up to a day ahead of the host, exactly")
    void aDayIsTolerated() {
      assertThat(believes(DAY_US + 1)).isFalse();
      assertThat(believes(DAY_US)).isTrue();
    }

    @Test
    @DisplayName("is not counted as one when it was refused")
    void refusedFirstsDoNotCount() {
      assertThat(believes(2 * DAY_US)).isFalse();
      assertThat(believes(DAY_US)).isTrue();
    }
  }

  /** Whether a trade is believed that the venue dates {@code aheadUs} from its true time. */
  private boolean believes(long aheadUs) {
    return plausibility.believes(
        TRUE_US + passedUs + aheadUs, TRUE_US + passedUs + hostOffUs, passedUs * 1000);
  }

  private void pass(Duration time) {
    passedUs += us(time);
  }

  private static long us(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
