package btcfeed.bootstrap.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether what a process holds is flat")
class LeakDetectorTest {
  private static final long MIB = 1_048_576;
  private static final Offset<Double> CLOSE = within(0.5);

  private final LeakDetector flatness = new LeakDetector();

  @Test
  @DisplayName("is told by what it holds most of the time, not by single looks")
  void outliers() {
    for (int second = 0; second <= 600; second += 10) {
      long heap = second % 70 == 0 ? 80 : 40;
      flatness.add(second, new Vitals(heap * MIB, 0, 50, 100));
    }

    assertThat(flatness.heapMib().growth()).isCloseTo(0, CLOSE);
    assertThat(flatness.heapMib().judged()).isTrue();
    assertThat(flatness.threads().growth()).isZero();
  }

  @Test
  @DisplayName("shows what grows, and by how much, once it is warm")
  void grows() {
    for (int second = 0; second <= 400; second += 10) {
      flatness.add(second, new Vitals((40 + second / 10) * MIB, 0, 50, 100 + second / 10));
    }

    assertThat(flatness.heapMib().growth()).isCloseTo(30, CLOSE);
    assertThat(flatness.descriptors().growth()).isCloseTo(30, CLOSE);
  }

  @Test
  @DisplayName("is not judged by a run that is too short, nor by one not looked at")
  void tooShort() {
    assertThat(flatness.heapMib().judged()).isFalse();
    for (int second = 0; second <= 60; second += 2) {
      flatness.add(second, new Vitals(second * MIB, 0, 50, 100));
    }
    assertThat(flatness.heapMib().judged()).isFalse();
  }

  @Test
  @DisplayName("is told of a day with no more memory than of an hour")
  void bounded() {
    for (int minute = 0; minute <= 24 * 60; minute++) {
      flatness.add(minute * 60.0, new Vitals(minute * MIB, 0, 50, 100));
    }

    assertThat(flatness.looks()).isLessThanOrEqualTo(512);
    assertThat(flatness.heapMib().growth()).isCloseTo(0.75 * 24 * 60, within(10.0));
  }
}
