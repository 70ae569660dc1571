package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A password in the wrong setting")
class SecretTextTest {
  private static final String PASSWORD = "hunter2-secret";

  static Stream<String> texts() {
    return Stream.of(
        "redis://user:" + PASSWORD + "@host",
        "redis://:" + PASSWORD + "@host:6379/0",
        "redis://" + PASSWORD + "@host",
        "rediss://user:a/b," + PASSWORD + "@c@host",
        "user:" + PASSWORD + "@host",
        "https://desk.example,https://user:" + PASSWORD + "@host",
        "https://host/?password=" + PASSWORD,
        "https://host/?a=1&token=" + PASSWORD + "&b=2",
        "host;Password = " + PASSWORD + ";x",
        "amqp+tls://user:" + PASSWORD + "\n@host");
  }

  @ParameterizedTest
  @MethodSource("texts")
  @DisplayName("is masked wherever a value is shown")
  void everySetting(String text) {
    List<Setting<?>> settings = Settings.all().toList();
    assertThat(settings)
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(setting.shown(text)).doesNotContain(PASSWORD));
  }

  @ParameterizedTest
  @MethodSource("texts")
  @DisplayName("is not in the faults or in the printed configuration")
  void everyFault(String text) {
    Settings.all()
        .map(setting -> setting.perVenue() ? setting.name() + "BINANCE" : setting.name())
        .forEach(
            name -> {
              Loaded loaded = Configs.load(name, text);
              assertThat(ConfigRow.table(loaded.rows()).toString())
                  .as(name)
                  .doesNotContain(PASSWORD);
              if (loaded instanceof Loaded.Faulty(var faults, _, _)) {
                assertThat(faults.stream().map(ConfigFault::text).toList().toString())
                    .as(name)
                    .doesNotContain(PASSWORD);
              }
              assertThat(loaded.warnings().toString()).as(name).doesNotContain(PASSWORD);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "::1",
        "https://desk.example,http://localhost:3000",
        "btc:",
        "me@corp"
      })
  @DisplayName("leaves other values unchanged")
  void others(String text) {
    assertThat(SecretText.masked(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("leaves the host visible")
  void hostStays() {
    assertThat(SecretText.masked("redis://u:p@h:1/0")).isEqualTo("redis://***@h:1/0");
  }
}
