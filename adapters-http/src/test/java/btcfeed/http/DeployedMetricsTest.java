package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.health.WorkerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The bundled monitoring configuration")
class DeployedMetricsTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern METRIC = Pattern.compile("btcfeed_[a-z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/alerts.yml", "grafana/btc-feed.json"})
  @DisplayName("names only metrics that exist")
  void metricsExist(String file) throws IOException {
    Set<String> named = names(Files.readString(DEPLOY.resolve(file)));
    try (TestServer server = new TestServer()) {
      server.show(Situations.sinks().workers(new WorkerReport("ingest", true, false, 0)));
      Set<String> served = names(server.get("/metrics", "text/plain").body());

      assertThat(named).hasSizeGreaterThan(5);
      assertThat(served).containsAll(named);
    }
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
