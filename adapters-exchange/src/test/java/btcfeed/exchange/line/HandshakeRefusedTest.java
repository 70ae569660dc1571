package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The answer to a handshake")
class HandshakeRefusedTest {
  // Sun, 06 Nov 1994 08:49:37 GMT
  private static final long NOW_US = 784_111_777_000_000L;

  @ParameterizedTest
  @DisplayName("may say in seconds or as a date how long to stay away")
  @CsvSource(
      delimiter = '|',
      value = {
        "120                           | PT2M",
        "0                             | PT0S",
        "999999999                     | PT720H",
        "Sun, 06 Nov 1994 08:50:07 GMT | PT30S",
        "Sun, 06 Nov 1994 08:49:00 GMT | PT0S",
        "Sat, 06 Nov 2094 08:49:00 GMT | PT720H"
      })
  void retryAfter(String value, Duration wait) throws IOException {
    assertThat(refused(value).retryAfter(NOW_US)).contains(wait);
  }

  @Test
  @DisplayName("may say a date, which counts from the answer's own clock")
  void venuesClock() throws IOException {
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 429 No",
            "Date: Sun, 06 Nov 1994 10:49:37 GMT",
            "Retry-After: Sun, 06 Nov 1994 10:49:40 GMT",
            "\r\n");

    assertThat(new HandshakeRefused(HttpUpgrade.receive(bytes(head))).retryAfter(NOW_US))
        .contains(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @DisplayName("may say nonsense about it")
  @ValueSource(strings = {"soon", "-5", "1.5", "99999999999999999999", ""})
  void nonsense(String value) throws IOException {
    assertThat(refused(value).retryAfter(NOW_US)).isEmpty();
  }

  @Test
  @DisplayName("is read up to its blank line, whatever the case of its headers")
  void head() throws IOException {
    ByteArrayInputStream in = bytes("HTTP/1.1 418 I'm a teapot\r\nrEtRy-AfTer:  7 \r\n\r\nbody");
    HttpUpgrade.Response response = HttpUpgrade.receive(in);

    assertThat(response.status()).isEqualTo(418);
    assertThat(response.header("Retry-After")).contains("7");
    assertThat(response.header("Other")).isEqualTo(Optional.empty());
    assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("body");
  }

  @ParameterizedTest
  @DisplayName("is refused if it is not HTTP, does not end, or is cut")
  @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 101", ""})
  void notHttp(String head) {
    assertThatThrownBy(() -> HttpUpgrade.receive(bytes(head))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HttpUpgrade.receive(bytes("HTTP/1.1 101 " + "x".repeat(100_000))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("16384");
  }

  private static HandshakeRefused refused(String retryAfter) throws IOException {
    return new HandshakeRefused(
        HttpUpgrade.receive(bytes("HTTP/1.1 429 No\r\nRetry-After: " + retryAfter + "\r\n\r\n")));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
