package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(".env.example")
class EnvExampleTest {
  private static final Path FILE = Path.of(System.getProperty("project.root"), ".env.example");

  @Test
  @DisplayName("lists every setting of the table")
  void isTrue() throws IOException {
    if (Boolean.getBoolean("env.example.write")) {
      Files.writeString(FILE, EnvExample.text());
    }
    assertThat(FILE)
        .as(
            "the table of settings changed; write the file anew with: ./mvnw -pl bootstrap -am test"
                + " -Dtest=EnvExampleTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Denv.example.write=true")
        .hasContent(EnvExample.text());
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
