package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A secret in a file")
class SecretFilesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"pass word", "pass word\n", "pass word\r\n"})
  @DisplayName("is the content of the file without the newline at its end")
  void read(String content) throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), content);
    Loaded loaded = Configs.load("REDIS_HOST", "r", "REDIS_PASSWORD_FILE", file.toString());
    assertThat(Configs.usable(loaded).config().stores().primary().orElseThrow().password())
        .isEqualTo(Optional.of(new Secret("pass word")));
    assertThat(Configs.row(loaded, "REDIS_PASSWORD"))
        .isEqualTo(
            new ConfigRow(
                "REDIS_PASSWORD", "***", "file " + file + " named by REDIS_PASSWORD_FILE"));
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  @DisplayName("can be any setting that is or may contain a secret, also through the --config file")
  void everySecret() throws IOException {
    Path url = Files.writeString(dir.resolve("url"), "redis://u:p@h:7/0\n");
    Path config = Files.writeString(dir.resolve("feed.conf"), "REDIS_URL_FILE=" + url + "\n");
    Loaded loaded = Configs.loadFile(config);
    assertThat(loaded.warnings()).isEmpty();
    assertThat(Configs.usable(loaded).config().stores().primary()).isPresent();
    assertThat(Settings.all().filter(setting -> setting.kind().secrecy() != Secrecy.OPEN))
        .allSatisfy(
            setting ->
                assertThat(
                        SecretFiles.settingOf(named(setting) + "_FILE", Settings.OURS)
                            .map(Setting::name))
                    .isEqualTo(Optional.of(named(setting))));
  }

  private static String named(Setting<?> setting) {
    return setting.perVenue() ? setting.name() + "KRAKEN" : setting.name();
  }

  @Test
  @DisplayName(
      "is a fault that names the variable when the file is missing, empty, large or binary")
  void unreadable() throws IOException {
    Path empty = Files.writeString(dir.resolve("empty"), "\n");
    Path large = Files.write(dir.resolve("large"), new byte[64 * 1024 + 1]);
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xc3, (byte) 0x28});
    for (Path file : new Path[] {dir, dir.resolve("none"), empty, large, binary}) {
      assertThat(
              Configs.faults(
                  Configs.load("REDIS_HOST", "r", "REDIS_PASSWORD_FILE", file.toString())))
          .singleElement()
          .extracting(ConfigFault::name)
          .isEqualTo("REDIS_PASSWORD_FILE");
    }
  }

  @Test
  @DisplayName("is a fault if the setting is set too")
  void twice() throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), "a");
    assertThat(
            Configs.faults(
                Configs.load(
                    "REDIS_HOST",
                    "r",
                    "REDIS_PASSWORD",
                    "b",
                    "REDIS_PASSWORD_FILE",
                    file.toString())))
        .singleElement()
        .extracting(ConfigFault::expected)
        .isEqualTo("only one of REDIS_PASSWORD and REDIS_PASSWORD_FILE to be set");
  }

  @Test
  @DisplayName("exists only for settings that are secret")
  void onlySecrets() {
    assertThat(Configs.load("FEED_DATA_DIR_FILE", "x").warnings())
        .singleElement()
        .asString()
        .contains("FEED_DATA_DIR_FILE");
    assertThat(SecretFiles.settingOf("REDIS_SSL_CA_FILE", Settings.OURS)).isEmpty();
  }
}
