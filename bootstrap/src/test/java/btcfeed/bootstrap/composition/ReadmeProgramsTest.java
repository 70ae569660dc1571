package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The README's program")
class ReadmeProgramsTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path data;

  @Test
  @DisplayName("in Python prints every new tick of the store, once and in order")
  void python() throws Exception {
    try (Rig rig = new Rig(data)) {
      rig.startAndSubscribe();
      rig.venue.burst(5);
      await().atMost(LIMIT).until(() -> rig.tickIds().size() == 5);
      Map<String, Integer> ports = Map.of("7379", rig.primary.port());
      try (PageProgram program = PageProgram.python(README, ports, data)) {
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  rig.venue.burst(1);
                  return !program.output.isEmpty();
                });
        rig.venue.burst(20);
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () -> {
                  List<String> all = rig.tickIds();
                  assertThat(all).hasSameSizeAs(rig.traded());
                  assertThat(ids(program))
                      .isEqualTo(all.subList(all.indexOf(ids(program).getFirst()), all.size()));
                });
        assertThat(program.output).allMatch(line -> line.contains(" binance BTC-USDT "));
        assertThat(program.errors).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("in Java prints the ticks of the stream as JSON")
  void java() throws Exception {
    try (Rig rig = new Rig(data)) {
      rig.startAndSubscribe();
      Map<String, Integer> ports = Map.of("8080", rig.request("/").build().uri().getPort());
      try (PageProgram program = PageProgram.java(README, ports, data)) {
        await()
            .atMost(LIMIT)
            .until(
                () -> {
                  rig.venue.burst(1);
                  return !program.output.isEmpty();
                });
        assertThat(Rig.parse(program.output.getFirst()).get("venue").asText()).isEqualTo("binance");
        assertThat(program.errors).isEmpty();
      }
    }
  }

  private static List<String> ids(PageProgram program) {
    return program.output.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }
}
