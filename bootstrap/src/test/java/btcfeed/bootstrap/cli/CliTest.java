package btcfeed.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.bootstrap.export.ExportOptions.Source;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.log.LogFormat;
import btcfeed.monitor.MonitorOptions;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.ReplayOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The command line")
class CliTest {
  private final Map<String, String> environment = new HashMap<>();
  private final Recorder verbs = new Recorder();
  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();

  private int run(String... args) {
    return Cli.run(
        List.of(args),
        environment,
        verbs,
        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
        new PrintStream(errBytes, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("watches the given service at the given interval")
  void monitor() {
    assertThat(run("monitor", "--host", "feed.example", "--port", "81", "--refresh", "0.5"))
        .isZero();
    assertThat(run("monitor", "--once")).isZero();

    assertThat(verbs.watched)
        .containsExactly(
            new MonitorOptions(
                URI.create("http://feed.example:81/"), Duration.ofMillis(500), false, false),
            new MonitorOptions(
                URI.create("http://localhost:8080/"), Duration.ofSeconds(5), true, false));
  }

  @Test
  @DisplayName("names an unknown verb also when its help is requested")
  void helpOfNothing() {
    assertThat(run("help", "nonsense")).isEqualTo(2);
    assertThat(err()).contains("there is no 'nonsense'", "Verbs: ");
  }

  @Test
  @DisplayName("does not recommend --print-config after it was used")
  void printedAlready() {
    environment.put("REDIS_PORT", "abc");
    assertThat(run("check", "--print-config")).isEqualTo(2);
    assertThat(err()).contains("REDIS_PORT=abc").doesNotContain("--print-config");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--refresh=0", "--port=0", "--host=a b", "--refresh=often", "--refresh=1e9"})
  @DisplayName("names wrong options of the monitor")
  void monitorMistakes(String option) {
    assertThat(run("monitor", option)).isEqualTo(2);
    assertThat(err())
        .contains(option.substring(0, option.indexOf('=')))
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "demo", "drill", "check", "venues"})
  @DisplayName("starts a verb with its configuration and returns its exit code")
  void verb(String verb) {
    environment.put("HEALTH_CHECK_PORT", "0");
    verbs.code = 1;
    assertThat(run(verb, "--log-format", "json")).isEqualTo(1);
    assertThat(verbs.called).containsExactly(verb);
    assertThat(verbs.config().http().port()).isZero();
    assertThat(verbs.config().log().format()).isEqualTo(LogFormat.JSON);
    assertThat(err()).isEmpty();
  }

  @Test
  @DisplayName("lists venues as a table, or as JSON with --json")
  void venues() {
    assertThat(run("venues")).isZero();
    assertThat(run("venues", "--json")).isZero();
    assertThat(verbs.asJson).containsExactly(false, true);
  }

  @Test
  @DisplayName("passes file and limits of a recording on")
  void recordOrder() {
    assertThat(run("record", "day.rec")).isZero();
    assertThat(run("record", "--seconds", "90", "--max-size", "1MiB", "--keep", "3", "other.rec"))
        .isZero();
    assertThat(verbs.recorded)
        .containsExactly(
            new RecordOptions(Path.of("day.rec"), Optional.empty(), 256L << 20, 8),
            new RecordOptions(
                Path.of("other.rec"), Optional.of(Duration.ofSeconds(90)), 1L << 20, 3));
  }

  @Test
  @DisplayName("passes the options of an export on")
  void export() {
    assertThat(run("export", "--out", "t.csv")).isZero();
    assertThat(
            run(
                ("export --out t.parquet --format parquet --source store --from 2026-12-01"
                        + " --to 2026-12-01T08:30:00Z --symbol BTC-USDT,BTC-USD --venue kraken")
                    .split(" ")))
        .isZero();
    assertThat(verbs.exported)
        .containsExactly(
            new ExportOptions(
                Source.JOURNAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "csv",
                Path.of("t.csv")),
            new ExportOptions(
                Source.STORE,
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-12-01T08:30:00Z")),
                List.of(Symbol.parse("BTC-USDT"), Symbol.parse("BTC-USD")),
                List.of(new Venue("kraken")),
                "parquet",
                Path.of("t.parquet")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export",
        "export --out f --from noon",
        "export --out f --to 2026-13-01",
        "export --out f --symbol BTC",
        "export --out f --venue Binance!",
        "export --out f --source file"
      })
  @DisplayName("refuses wrong options of an export with 2 and the reason")
  void wrongExport(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err()).contains("More: btc-feed export --help");
    assertThat(verbs.called).isEmpty();
  }

  @Test
  @DisplayName("passes files and speed of a replay on")
  void replayOrder() {
    assertThat(run("replay", "day.rec")).isZero();
    assertThat(run("replay", "--speed", "0.5", "--into-configured-stores", "a", "b")).isZero();
    assertThat(verbs.replayed)
        .containsExactly(
            new ReplayOptions(List.of(Path.of("day.rec")), Double.POSITIVE_INFINITY, false),
            new ReplayOptions(List.of(Path.of("a"), Path.of("b")), 0.5, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record",
        "demo --seconds=0",
        "record f --seconds=0",
        "record f --keep=0",
        "record f --max-size=much",
        "replay",
        "replay f --speed=0",
        "replay f --speed=fast"
      })
  @DisplayName("refuses wrong options of a recording or replay with 2 and the reason")
  void recordingMistakes(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err()).contains("More: btc-feed " + line.split(" ")[0] + " --help");
    assertThat(verbs.called).isEmpty();
  }

  @Test
  @DisplayName("gives an option precedence over the environment, and the environment over the file")
  void precedence(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("f"), "HEALTH_CHECK_PORT=3\nFEED_DATA_DIR=there\n");
    environment.put("HEALTH_CHECK_PORT", "2");
    assertThat(run("run", "--config", file.toString())).isZero();
    assertThat(verbs.config().http().port()).isEqualTo(2);
    assertThat(verbs.config().journal().dataDir()).isEqualTo(Path.of("there"));
    assertThat(run("run", "--config", file.toString(), "--port", "1")).isZero();
    assertThat(verbs.config().http().port()).isEqualTo(1);
    assertThat(run("run", "--set", "HEALTH_CHECK_PORT=4", "--set", "FEED_DATA_DIR=x=y")).isZero();
    assertThat(verbs.config().http().port()).isEqualTo(4);
    assertThat(verbs.config().journal().dataDir()).isEqualTo(Path.of("x=y"));
  }

  @Test
  @DisplayName("passes warnings to the verb")
  void warnings() {
    environment.put("FEED_SYMBOL", "BTC-USD");
    assertThat(run("run")).isZero();
    assertThat(verbs.starts.getLast().warnings())
        .singleElement()
        .asString()
        .contains("did you mean FEED_SYMBOLS?");
  }

  @Test
  @DisplayName("prints every fault of a configuration, returns 2 and starts nothing")
  void faults() {
    environment.putAll(
        Map.of("REDIS_PORT", "x", "REDIS_HOST", "h", "EXCHANGE", "mtgox", "FEED_LOG_LEVE", "info"));
    assertThat(run("run")).isEqualTo(2);
    assertThat(verbs.called).isEmpty();
    assertThat(out()).isEmpty();
    assertThat(err().lines())
        .containsExactly(
            "Warning: the environment has FEED_LOG_LEVE, which is not a setting; did you mean"
                + " FEED_LOG_LEVEL?",
            "The configuration has 2 faults:",
            "  EXCHANGE=mtgox: expected only venues that this version supports: binance",
            "  REDIS_PORT=x: expected a port, 1 to 65535",
            "See every setting and where it came from: btc-feed check --print-config");
  }

  @Test
  @DisplayName("prints the configuration with masked secrets, and connects to nothing")
  void printConfig() {
    environment.putAll(Map.of("REDIS_HOST", "h", "REDIS_PASSWORD", "hunter2"));
    assertThat(run("check", "--print-config")).isZero();
    assertThat(verbs.called).isEmpty();
    assertThat(out())
        .contains("REDIS_PASSWORD")
        .containsPattern("REDIS_HOST +h +environment REDIS_HOST")
        .containsPattern("FEED_STALE_AFTER +10s +default")
        .doesNotContain("hunter2");
  }

  @Test
  @DisplayName("prints a faulty configuration, too, with its faults, and returns 2")
  void printFaultyConfig() {
    environment.put("REDIS_PORT", "x");
    assertThat(run("check", "--print-config")).isEqualTo(2);
    assertThat(out()).containsPattern("REDIS_PORT +x +environment REDIS_PORT");
    assertThat(err()).contains("  REDIS_PORT=x: expected a port, 1 to 65535");
  }

  @Test
  @DisplayName("returns 2 for a file that does not exist")
  void missingFile() {
    assertThat(run("run", "--config", "no/such/file")).isEqualTo(2);
    assertThat(err())
        .contains("  --config=no/such/file: expected a file that exists and can be read");
  }

  @Test
  @DisplayName("returns 2 with a hint for no verb, a wrong verb or a wrong option")
  void wrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err().lines())
        .containsExactly(
            "btc-feed: a verb is missing",
            "Verbs: help, run, demo, monitor, drill, record, replay, export, check, venues,"
                + " plugins, version."
                + " More: btc-feed help");
    errBytes.reset();
    assertThat(run("rum")).isEqualTo(2);
    assertThat(err().lines())
        .containsExactly(
            "btc-feed: there is no rum",
            "Did you mean run?",
            "Verbs: help, run, demo, monitor, drill, record, replay, export, check, venues,"
                + " plugins, version."
                + " More: btc-feed help");
    errBytes.reset();
    assertThat(run("run", "--prot", "1")).isEqualTo(2);
    assertThat(err())
        .contains("there is no option '--prot'")
        .contains("Did you mean --port?")
        .contains("More: btc-feed run --help");
    errBytes.reset();
    assertThat(run("run", "quickly")).isEqualTo(2);
    assertThat(err()).contains("'quickly' is more than this verb takes");
    errBytes.reset();
    assertThat(run("run", "--config")).isEqualTo(2);
    assertThat(err()).contains("--config");
    errBytes.reset();
    assertThat(run("run", "--set", "nothing")).isEqualTo(2);
    assertThat(err()).contains("--set");
    assertThat(verbs.called).isEmpty();
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "demo", "drill", "record", "replay", "check", "venues", "version", "help"})
  @DisplayName("explains every verb with --help, and with help VERB")
  void helpOfVerb(String verb) {
    assertThat(run(verb, "--help")).isZero();
    String help = out();
    assertThat(help).contains("Usage: btc-feed " + verb);
    outBytes.reset();
    assertThat(run("help", verb)).isZero();
    assertThat(out()).isEqualTo(help);
    assertThat(verbs.called).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  @DisplayName("lists every verb in its help, and no other")
  void help(String word) {
    assertThat(run(word)).isZero();
    assertThat(out())
        .contains(
            "run",
            "demo",
            "monitor",
            "drill",
            "record",
            "replay",
            "check",
            "venues",
            "version",
            "help",
            "Exit codes");
  }

  @Test
  @DisplayName("lists each verb with a whole sentence")
  void listOfVerbs() {
    assertThat(run("help")).isZero();
    String list = out().split("Verbs:\\R", 2)[1].split("\\R\\R", 2)[0];
    assertThat(list.replaceAll("\\R {4,}", " ").lines())
        .hasSizeGreaterThan(8)
        .allSatisfy(verb -> assertThat(verb).matches("  [a-z]+ +[A-Z].*[.]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  @DisplayName("prints the version of the build")
  void version(String word) {
    assertThat(run(word)).isZero();
    assertThat(out()).matches("(?s)btc-feed \\d+\\.\\d+\\.\\d+\\S* \\(commit [0-9a-z-]+\\)\\R.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--licences", "--licenses"})
  @DisplayName("prints the bundled libraries with their licences")
  void licences(String option) {
    assertThat(run("version", option)).isZero();
    assertThat(out().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("(Apache") && line.contains("org.redisson:redisson:"))
        .anyMatch(line -> line.contains("info.picocli:picocli:"))
        .noneMatch(line -> line.contains("Unknown license"));
  }

  @Test
  @DisplayName("turns a bug into a message and exit code 1")
  void bug() {
    verbs.broken = true;
    assertThat(run("run")).isEqualTo(1);
    assertThat(err()).contains("because of a bug").contains("IllegalStateException: a bug");
  }
}
