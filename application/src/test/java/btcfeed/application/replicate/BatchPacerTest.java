package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Between the batches of a store")
class BatchPacerTest {
  private static final long APART = 1_000;

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000, Long.MAX_VALUE - 3_000, Long.MIN_VALUE})
  @DisplayName("a feed that brings one in the space between two never waits")
  void unhurried(long began) {
    BatchPacer spacing = new BatchPacer(APART, began);
    for (long now = began; now != began + 100 * APART; now += APART) {
      assertThat(spacing.gathers(now)).isFalse();
      spacing.begins(1, now);
    }
  }

  @Test
  @DisplayName("a burst of a few never waits, and may come again when as much space has passed")
  void burst() {
    BatchPacer spacing = new BatchPacer(APART, 0);
    for (long now = 0; now < 10 * BatchPacer.BURST * APART; now += BatchPacer.BURST * APART) {
      for (int i = 0; i < BatchPacer.BURST; i++) {
        assertThat(spacing.gathers(now)).isFalse();
        spacing.begins(1, now);
      }
    }
  }

  @Test
  @DisplayName("a busy feed makes no more batches than the space allows, and a burst")
  void busy() {
    BatchPacer spacing = new BatchPacer(APART, 0);
    int batches = 0;
    for (long now = 0; now < 100 * APART; now += APART / 10) {
      if (!spacing.gathers(now)) {
        spacing.begins(1, now);
        batches++;
      }
    }
    assertThat(batches).isBetween(100, 100 + BatchPacer.BURST);
  }

  @Test
  @DisplayName("those that carry many are twice as far apart, and nothing waits longer after them")
  void many() {
    BatchPacer spacing = new BatchPacer(APART, 0);
    int batches = 0;
    for (long now = 0; now < 100 * APART; now += APART / 10) {
      if (!spacing.gathers(now)) {
        spacing.begins(BatchPacer.MANY, now);
        batches++;
      }
    }
    assertThat(batches).isBetween(50, 50 + BatchPacer.BURST);

    long now = 100 * APART;
    for (int i = 0; i < 1_000; i++) {
      // Full ones, which do not ask.
      spacing.begins(512, now);
    }
    assertThat(spacing.gathers(now + 2 * APART)).isFalse();
  }

  @Test
  @DisplayName("what gathers is looked after for as long as anything did, and a little longer")
  void watched() {
    BatchPacer spacing = new BatchPacer(APART, 0);
    assertThat(spacing.watch(0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);

    for (int i = 0; i < BatchPacer.BURST; i++) {
      spacing.begins(1, 0);
    }
    assertThat(spacing.gathers(0)).isTrue();
    assertThat(spacing.watch(0, Long.MAX_VALUE)).isEqualTo(BatchPacer.TICK_NANOS);
    assertThat(spacing.watch(0, 1)).isEqualTo(1);
    assertThat(spacing.watched()).isTrue();

    assertThat(spacing.watch(1_000_000_000, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(spacing.watched()).isFalse();
  }
}
