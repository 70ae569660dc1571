package btcfeed.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A plugin that is written as the documentation shows")
class ExamplesTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.root"));
  private static final List<String> KINDS = List.of("venue", "sink");

  @TempDir private static Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    PublishedArtefacts published = PublishedArtefacts.of(PROJECT, folder.resolve("published"));
    Path settings = published.settings(Path.of(System.getProperty("maven.repository")));
    Files.createDirectories(folder.resolve("plugins"));
    Map<String, Process> builds = new TreeMap<>();
    for (String kind : KINDS) {
      Path project = folder.resolve(kind + "-plugin");
      page(kind).writeInto(project);
      builds.put(kind, maven(settings, project));
    }
    for (Map.Entry<String, Process> started : builds.entrySet()) {
      String kind = started.getKey();
      Path project = folder.resolve(kind + "-plugin");
      Process build = started.getValue();
      boolean ended = build.waitFor(5, TimeUnit.MINUTES);
      build.destroyForcibly();
      assertThat(ended && build.exitValue() == 0)
          .as(() -> Page.read(project.resolve("build.log")))
          .isTrue();
      String jar = kind + "-plugin-1.0.0.jar";
      Files.copy(project.resolve("target").resolve(jar), folder.resolve("plugins").resolve(jar));
    }
  }

  @ParameterizedTest
  @CsvSource({"venue", "sink"})
  @DisplayName("has the files of the example, and no others")
  void files(String kind) throws IOException {
    Path example = PROJECT.resolve("examples").resolve(kind + "-plugin");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(example)) {
      all.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(example.resolve("target")))
          .forEach(file -> files.put(example.relativize(file).toString(), Page.read(file)));
    }
    assertThat(page(kind).files()).containsExactlyEntriesOf(files);
  }

  @ParameterizedTest
  @CsvSource({
    "venue, VenueCodecContract VenueHistoryContract SimulatedVenueContract"
        + " SimulatedHistoryContract VenueFaultsContract",
    "sink, SinkContract"
  })
  @DisplayName("keeps the contracts of its kit, with the published artefacts only")
  void contracts(String kind, String contracts) {
    String sources = String.join("\n", page(kind).files().values());

    assertThat(contracts.split(" "))
        .allSatisfy(contract -> assertThat(sources).contains("extends " + contract));
    assertThat(Page.read(folder.resolve(kind + "-plugin/build.log")))
        .contains("BUILD SUCCESS")
        .containsPattern("Tests run: [1-9]\\d+, Failures: 0, Errors: 0");
  }

  @Test
  @DisplayName("is found by the service, with its version and what it offers")
  void plugins() throws IOException, InterruptedException {
    assertThat(service("plugins"))
        .contains("example 1.0.0 (venue-plugin-1.0.0.jar)", "venues: EXCHANGE=example")
        .contains("jsonlines 1.0.0 (sink-plugin-1.0.0.jar)", "FEED_JSONLINES_GATHER=100ms")
        .contains("2 found, 0 left out");
  }

  @Test
  @DisplayName("adds its venue to those of the service")
  void venues() throws IOException, InterruptedException {
    assertThat(service("venues"))
        .containsPattern("\\* +example +BTC-USDT +sequential +by id .*wss://feed.example.com/v1")
        .contains("kraken");
  }

  private static Page page(String kind) {
    return new Page(PROJECT.resolve("docs/adding-a-" + kind + ".md"));
  }

  private static Process maven(Path settings, Path project) throws IOException {
    ProcessBuilder maven =
        new ProcessBuilder(
            Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
            "--batch-mode",
            "--no-transfer-progress",
            "--settings",
            settings.toString(),
            "-Dmaven.repo.local=" + project.resolve("repository"),
            "verify");
    maven.environment().remove("MAVEN_ARGS");
    return maven
        .directory(project.toFile())
        .redirectErrorStream(true)
        .redirectOutput(project.resolve("build.log").toFile())
        .start();
  }

  /** What a command of the service prints, with these plugins. */
  private static String service(String command) throws IOException, InterruptedException {
    Path output = folder.resolve(command + ".txt");
    ProcessBuilder service =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            PROJECT.resolve("bootstrap/target/btc-feed.jar").toString(),
            command);
    service.environment().put("FEED_PLUGINS_DIR", folder.resolve("plugins").toString());
    service.environment().put("EXCHANGE", "example");
    Process process = service.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String printed = Page.read(output);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
