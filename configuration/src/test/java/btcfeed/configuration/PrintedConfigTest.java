package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The printed configuration")
class PrintedConfigTest {
  @Test
  @DisplayName("is a table of name, value and source")
  void table() {
    assertThat(
            ConfigRow.table(
                List.of(
                    new ConfigRow("A", "1", "default"),
                    new ConfigRow("LONGER", "", "default"),
                    new ConfigRow("B", "***", "environment B"))))
        .containsExactly(
            "SETTING  VALUE    SOURCE",
            "A        1        default",
            "LONGER   (unset)  default",
            "B        ***      environment B");
  }

  @Test
  @DisplayName("has one line for every setting, whatever its value")
  void everySetting() {
    Loaded loaded = Configs.load("FEED_DATA_DIR", "a\nb\u001b[2J");
    assertThat(ConfigRow.table(loaded.rows()))
        .hasSize(1 + (int) Settings.all().filter(setting -> !setting.perVenue()).count())
        .anySatisfy(line -> assertThat(line).startsWith("FEED_DATA_DIR").contains("a?b?[2J"));
  }
}
