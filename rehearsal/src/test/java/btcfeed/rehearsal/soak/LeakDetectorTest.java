package btcfeed.rehearsal.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import btcfeed.rehearsal.service.Vitals;
import btcfeed.rehearsal.soak.LeakDetector.Resource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The leak detector")
class LeakDetectorTest {
  private static final long MIB = 1_048_576;
  private static final Offset<Double> CLOSE = within(0.5);

  private final LeakDetector leaks = new LeakDetector();

  @Test
  @DisplayName("ignores single outliers")
  void outliers() {
    for (int second = 0; second <= 600; second += 10) {
      long heap = second % 70 == 0 ? 80 : 40;
      leaks.add(second, new Vitals(heap * MIB, 0, 50, 100));
    }

    assertThat(leaks.trend(Resource.HEAP_MIB).growth()).isCloseTo(0, CLOSE);
    assertThat(leaks.trend(Resource.HEAP_MIB).judged()).isTrue();
    assertThat(leaks.trend(Resource.THREADS).growth()).isZero();
  }

  @Test
  @DisplayName("shows what grows, and by how much, after the warm-up")
  void grows() {
    for (int second = 0; second <= 400; second += 10) {
      leaks.add(second, new Vitals((40 + second / 10) * MIB, 0, 50, 100 + second / 10));
    }

    assertThat(leaks.trend(Resource.HEAP_MIB).growth()).isCloseTo(30, CLOSE);
    assertThat(leaks.trend(Resource.DESCRIPTORS).growth()).isCloseTo(30, CLOSE);
  }

  @Test
  @DisplayName("does not judge a run that is too short or has no samples")
  void tooShort() {
    assertThat(leaks.trend(Resource.HEAP_MIB).judged()).isFalse();
    for (int second = 0; second <= 60; second += 2) {
      leaks.add(second, new Vitals(second * MIB, 0, 50, 100));
    }
    assertThat(leaks.trend(Resource.HEAP_MIB).judged()).isFalse();
  }

  @Test
  @DisplayName("needs no more memory for a day than for an hour")
  void bounded() {
    for (int minute = 0; minute <= 24 * 60; minute++) {
      leaks.add(minute * 60.0, new Vitals(minute * MIB, 0, 50, 100));
    }

    assertThat(leaks.samples()).isLessThanOrEqualTo(512);
    assertThat(leaks.trend(Resource.HEAP_MIB).growth()).isCloseTo(0.75 * 24 * 60, within(10.0));
  }
}
