package btcfeed.rehearsal.soak;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.rehearsal.audit.Audit;
import btcfeed.rehearsal.service.Vitals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of a soak")
class SoakReportTest {
  private static final Audit.Result GOOD =
      new Audit.Result(990, 40, 0, 10, 0, 0, 5, 1, true, List.of());
  private static final FreshnessProbe.Result FRESH =
      new FreshnessProbe.Result(10_000, 10_000, 3, 812.5);

  private final LeakDetector leaks = new LeakDetector();

  @Test
  @DisplayName("is fine when all is fine, for a person and for a program")
  void fine() throws IOException {
    SoakReport report = report(GOOD, FRESH);

    assertThat(report.fine()).isTrue();
    assertThat(report.table()).contains("seed 9", "100.0000 %", "990, 40 of them", "lost");
    JsonNode json = json(report);
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.at("/faults/kill").asInt()).isEqualTo(2);
    assertThat(json.at("/fresh/oldest_ms").asDouble()).isEqualTo(812.5);
    assertThat(json.at("/heap_mib/judged").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("names broken guarantees: lost, duplicated, invented, stale")
  void broken() throws IOException {
    Audit.Result bad =
        new Audit.Result(990, 40, 1, 10, 2, 3, 5, 1, true, List.of("missing: \"binance\" 7"));
    SoakReport report = report(bad, new FreshnessProbe.Result(10_000, 9_998, 0, 3_000));

    assertThat(report.fine()).isFalse();
    assertThat(json(report).get("ok").asBoolean()).isFalse();
    assertThat(json(report).get("broken"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "missing: \"binance\" 7",
            "2 trades stand there twice",
            "3 entries are of no trade that was made so",
            "a fresh price was there in 99.9800 % of the moments, 99.99 % are promised");
  }

  @Test
  @DisplayName("names what grew: memory, threads, open files")
  void grew() {
    for (int second = 0; second <= 400; second += 10) {
      leaks.add(second, new Vitals(second * 1_048_576L, 0, 50 + second, 10));
    }

    assertThat(report(GOOD, FRESH).broken())
        .satisfiesExactly(
            heap -> assertThat(heap).startsWith("live heap, MiB: grew by 300.0"),
            threads -> assertThat(threads).startsWith("threads: grew by 300.0"));
  }

  @Test
  @DisplayName("is bounded, however much is broken")
  void bounded() {
    List<String> many = IntStream.range(0, 500).mapToObj(i -> "hole " + i).toList();
    SoakReport report = report(new Audit.Result(990, 40, 0, 10, 0, 0, 5, 1, true, many), FRESH);

    assertThat(report.broken()).hasSizeLessThan(20);
  }

  private SoakReport report(Audit.Result audit, FreshnessProbe.Result fresh) {
    return new SoakReport(
        9,
        60,
        /* interrupted= */ false,
        1_000,
        Map.of("kill", 2, "gap", 1),
        audit,
        fresh,
        99.995,
        leaks,
        3.5,
        List.of());
  }

  private static JsonNode json(SoakReport report) throws IOException {
    return new ObjectMapper().readTree(report.json());
  }
}
