package btcfeed.configuration;

import static btcfeed.configuration.Configs.faults;
import static btcfeed.configuration.Configs.loadFile;
import static btcfeed.configuration.Configs.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file named by --config")
class DotenvFileTest {
  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("feed.env"), text);
  }

  @Test
  @DisplayName("holds NAME=value lines, comments, quotes")
  void syntax() throws IOException {
    Loaded loaded =
        loadFile(
            file(
                """
                # a comment

                REDIS_HOST = r.example.com   # and another
                REDIS_PASSWORD="pass#word"
                FEED_DATA_DIR='my data'
                FEED_STALE_AFTER=
                """));
    assertThat(loaded.warnings()).isEmpty();
    RedisEndpoint primary = Configs.usable(loaded).config().stores().primary().orElseThrow();
    assertThat(primary.address()).isEqualTo("redis://r.example.com:6379");
    assertThat(primary.password()).contains(new Secret("pass#word"));
    assertThat(row(loaded, "FEED_DATA_DIR").value()).isEqualTo("my data");
    assertThat(row(loaded, "FEED_STALE_AFTER").source()).isEqualTo("default");
  }

  @Test
  @DisplayName("can have export before each name, as in shell files")
  void exported() throws IOException {
    Loaded loaded =
        loadFile(
            file(
                """
                export REDIS_HOST=r.example.com
                  export   REDIS_PASSWORD='pass word'
                export\tFEED_DATA_DIR="my data"
                """));
    assertThat(loaded.warnings()).isEmpty();
    RedisEndpoint primary = Configs.usable(loaded).config().stores().primary().orElseThrow();
    assertThat(primary.address()).isEqualTo("redis://r.example.com:6379");
    assertThat(primary.password()).contains(new Secret("pass word"));
    assertThat(row(loaded, "FEED_DATA_DIR").value()).isEqualTo("my data");
  }

  @Test
  @DisplayName("can be in a folder whose name ends in .env")
  void oddFolder() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("prod.env"));
    Path file = Files.writeString(folder.resolve("feed"), "HEALTH_CHECK_PORT=1234\n");
    assertThat(row(loadFile(file), "HEALTH_CHECK_PORT").value()).isEqualTo("1234");
  }

  @Test
  @DisplayName("is a fault if it is missing")
  void missing() {
    Path file = dir.resolve("none");
    assertThat(faults(loadFile(file)))
        .containsExactly(
            new ConfigFault("--config", file.toString(), "a file that exists and can be read"));
  }

  @Test
  @DisplayName("is a fault with an invalid line: its number without its text")
  void oddLine() throws IOException {
    assertThat(faults(loadFile(file("REDIS_HOST=h\n\nexport hunter2\n"))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.expected()).contains("line 3").doesNotContain("hunter2");
            });
  }

  @Test
  @DisplayName("is a fault that names all invalid lines")
  void oddLines() throws IOException {
    assertThat(faults(loadFile(file("FOO\nREDIS_HOST=h\nREDIS_PASSWORD='hunter2\n"))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.expected()).contains("lines 1, 3 are neither"));
  }

  @Test
  @DisplayName("can have the line ends of any system; a byte order mark is a fault")
  void otherSystems() throws IOException {
    Loaded loaded = loadFile(file("REDIS_HOST=\"h\"\r\nREDIS_PASSWORD=a b\r\n"));
    RedisEndpoint primary = Configs.usable(loaded).config().stores().primary().orElseThrow();
    assertThat(primary.address()).isEqualTo("redis://h:6379");
    assertThat(primary.password()).contains(new Secret("a b"));

    assertThat(faults(loadFile(file("\ufeffREDIS_HOST=h\r\n"))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.expected()).contains("without a byte order mark"));
  }

  @Test
  @DisplayName("is a fault with an open quote, without its text")
  void oddQuotes() throws IOException {
    assertThat(faults(loadFile(file("REDIS_PASSWORD=\"hunter2\n"))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.text()).doesNotContain("hunter2"));
  }

  @Test
  @DisplayName("gives a warning for a value cut at a #, with the line's number")
  void cutValue() throws IOException {
    assertThat(loadFile(file("REDIS_HOST=h\nREDIS_PASSWORD=pass#word\n")).warnings())
        .singleElement()
        .asString()
        .contains("line 2")
        .doesNotContain("word");
  }

  @Test
  @DisplayName("is a fault if it is too large or not text")
  void noConfiguration() throws IOException {
    Path large = Files.write(dir.resolve("large"), new byte[(int) DotenvFile.MAX_BYTES + 1]);
    assertThat(faults(loadFile(large)))
        .extracting(ConfigFault::expected)
        .containsExactly("a file of at most 1 MiB");
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(faults(loadFile(binary)))
        .extracting(ConfigFault::expected)
        .containsExactly("a text file in UTF-8");
  }
}
