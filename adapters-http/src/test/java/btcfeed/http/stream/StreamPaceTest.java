package btcfeed.http.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The pace at which readers are served")
class StreamPaceTest {
  @ParameterizedTest
  @CsvSource({
    "1,25",
    "8,25",
    "250,25",
    "400,40",
    "500,50",
    "1000,50",
    "100000,50",
    "2147483647,50"
  })
  @DisplayName("has longer rounds for more readers, at most 50 ms")
  void longerRounds(int readers, long roundMs) {
    assertThat(StreamPace.of(readers).roundNanos()).isEqualTo(Duration.ofMillis(roundMs).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 250, 999, 1000, 100_000})
  @DisplayName("serves a few readers at a time, and all of them within a round")
  void servesAFewAtATime(int readers) {
    StreamPace pace = StreamPace.of(readers);
    int slices = Math.ceilDiv(readers, pace.slice());

    assertThat(pace.slice()).isBetween(1, 10);
    assertThat((slices - 1) * pace.restNanos()).isLessThanOrEqualTo(pace.roundNanos());
  }
}
