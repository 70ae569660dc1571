package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The deployment files")
class DeployedSettingsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SETTING =
      Pattern.compile("\\b(?:FAILOVER_REDIS|REDIS|FEED|EXCHANGE|HEALTH_CHECK|USE)(?:_[A-Z]+)*\\b");
  // What stands in these files besides settings.
  private static final List<String> OTHERS = List.of("FEED", "REDIS", "USE");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dockerfile",
        "compose.yaml",
        "deploy/digitalocean/app.yaml",
        "deploy/digitalocean/cloud-init.yaml",
        "deploy/digitalocean/README.md",
        "deploy/kubernetes/btc-feed.yaml",
        "deploy/prometheus/alerts.yml",
        "deploy/rehearse-instances"
      })
  @DisplayName("set only existing settings")
  void settingsExist(String file) throws IOException {
    Set<String> known =
        Files.readAllLines(ROOT.resolve(".env.example")).stream()
            .filter(line -> line.startsWith("#") && line.contains("="))
            .map(line -> line.substring(1, line.indexOf('=')))
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    Matcher matcher = SETTING.matcher(Files.readString(ROOT.resolve(file)));
    while (matcher.find()) {
      named.add(matcher.group());
    }
    OTHERS.forEach(named::remove);

    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }
}
