package btcfeed.rehearsal.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether what a process holds is flat")
class LeakDetectorTest {
  private static final long MIB = 1_048_576;
  private static final Offset<Double> CLOSE = within(0.5);

  private final LeakDetector leaks = new LeakDetector();

  @Test
  @DisplayName("is told by what it holds most of the time, not by single looks")
  void outliers() {
    for (int second = 0; second <= 600; second += 10) {
      long heap = second % 70 == 0 ? 80 : 40;
      leaks.add(second, new Vitals(heap * MIB, 0, 50, 100));
    }

    assertThat(leaks.heapMib().growth()).isCloseTo(0, CLOSE);
    assertThat(leaks.heapMib().judged()).isTrue();
    assertThat(leaks.threads().growth()).isZero();
  }

  @Test
  @DisplayName("shows what grows, and by how much, once it is warm")
  void grows() {
    for (int second = 0; second <= 400; second += 10) {
      leaks.add(second, new Vitals((40 + second / 10) * MIB, 0, 50, 100 + second / 10));
    }

    assertThat(leaks.heapMib().growth()).isCloseTo(30, CLOSE);
    assertThat(leaks.descriptors().growth()).isCloseTo(30, CLOSE);
  }

  @Test
  @DisplayName("is not judged by a run that is too short, nor by one not looked at")
  void tooShort() {
    assertThat(leaks.heapMib().judged()).isFalse();
    for (int second = 0; second <= 60; second += 2) {
      leaks.add(second, new Vitals(second * MIB, 0, 50, 100));
    }
    assertThat(leaks.heapMib().judged()).isFalse();
  }

  @Test
  @DisplayName("is told of a day with no more memory than of an hour")
  void bounded() {
    for (int minute = 0; minute <= 24 * 60; minute++) {
      leaks.add(minute * 60.0, new Vitals(minute * MIB, 0, 50, 100));
    }

    assertThat(leaks.samples()).isLessThanOrEqualTo(512);
    assertThat(leaks.heapMib().growth()).isCloseTo(0.75 * 24 * 60, within(10.0));
  }
}
