package btcfeed.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.sink.SinkState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The health of a sink")
class SinkHealthTest {
  private static SinkReport sink(SinkState state, Duration lag, long lost) {
    return new SinkReport(
        "kafka", "kafka", "kafka://broker", state, JournalId.START, 7, lag, 1, 1, 0, lost, 0);
  }

  private static List<Reason> reasons(SinkState state, Duration lag, long lost) {
    Reasons reasons = new Reasons();
    SinkHealth.judge(sink(state, lag, lost), reasons);
    return reasons.worstFirst();
  }

  @Test
  @DisplayName("has no reason while the sink is written, followed, or was not asked yet")
  void well() {
    assertThat(reasons(new SinkState.Writing(), Duration.ofSeconds(119), 0)).isEmpty();
    assertThat(reasons(new SinkState.Following(), Duration.ofDays(1), 0)).isEmpty();
    assertThat(reasons(new SinkState.Away(""), Duration.ZERO, 0)).isEmpty();
  }

  @Test
  @DisplayName("degrades the feed when the sink is away, stopped, behind, or lost records")
  void troubles() {
    only(reasons(new SinkState.Away("no broker answers"), Duration.ZERO, 0), "kafka_sink_away");
    only(reasons(new SinkState.Stopped("another feed"), Duration.ZERO, 0), "kafka_sink_stopped");
    only(reasons(new SinkState.Writing(), Duration.ofSeconds(121), 0), "kafka_sink_behind");
    only(reasons(new SinkState.Writing(), Duration.ZERO, 3), "kafka_sink_lost_records");
  }

  private static void only(List<Reason> reasons, String code) {
    assertThat(reasons).hasSize(1);
    assertThat(reasons.getFirst().code()).isEqualTo(code);
    assertThat(reasons.getFirst().severity()).isEqualTo(Severity.DEGRADED);
  }
}
