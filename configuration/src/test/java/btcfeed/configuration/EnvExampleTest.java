package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(".env.example")
class EnvExampleTest {
  private static final Path FILE = Path.of(System.getProperty("project.root"), ".env.example");

  /** The comment of each setting, in one line, by its line {@code #NAME=default}. */
  private static Map<String, String> entries() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String block : Files.readString(FILE).strip().split("\n\n", -1)) {
      List<String> lines = block.lines().toList();
      if (lines.getLast().matches("#[A-Z_]+(<VENUE>)?=.*")) {
        List<String> comment = lines.subList(0, lines.size() - 1);
        entries.put(
            lines.getLast(),
            comment.stream().map(line -> line.substring(2)).collect(Collectors.joining(" ")));
      }
    }
    return entries;
  }

  @Test
  @DisplayName("lists every setting of the table with its default, in its order")
  void isComplete() throws IOException {
    assertThat(entries().keySet())
        .containsExactlyElementsOf(Settings.all().map(EnvExampleTest::line).toList());
  }

  @Test
  @DisplayName("explains every setting: what it is, what it takes, and its other names")
  void isTrue() throws IOException {
    Map<String, String> entries = entries();
    Settings.all()
        .forEach(
            setting -> {
              String facts = "Takes " + setting.kind().expected() + ".";
              for (String alias : setting.aliases()) {
                facts += " Also accepted as " + alias + ".";
              }
              assertThat(entries.get(line(setting)))
                  .as(setting.name())
                  .endsWith(". " + facts)
                  .hasSizeGreaterThan(facts.length() + 10);
            });
  }

  private static String line(Setting<?> setting) {
    return "#" + setting.title() + "=" + setting.fallback().orElse("");
  }

  @Test
  @DisplayName("is valid for --config, and sets nothing")
  void isUsable() {
    Loaded loaded = Configs.loadFile(FILE);
    assertThat(loaded.warnings()).isEmpty();
    assertThat(Configs.usable(loaded).config()).isEqualTo(Configs.config());
  }

  @Test
  @DisplayName("has lines that are valid without the #")
  void isReady() throws IOException {
    String uncommented =
        Files.readString(FILE).replaceAll("(?m)^#([A-Z_]+=.+)$", "$1").replaceAll("(?m)^# .*$", "");
    Path file = Files.createTempFile("env", "");
    try {
      Files.writeString(file, uncommented);
      Loaded loaded = Configs.loadFile(file, "FAILOVER_REDIS_HOST", "");
      assertThat(Configs.faults(loaded)).isEmpty();
      assertThat(loaded.rows())
          .filteredOn(row -> row.source().equals("default") && !row.value().isEmpty())
          .isEmpty();
    } finally {
      Files.delete(file);
    }
  }
}
