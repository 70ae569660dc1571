package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The head of a response")
class ResponseHeadTest {
  @Test
  @DisplayName("is read up to its empty line, whatever the case of its headers")
  void head() throws IOException {
    ByteArrayInputStream in =
        bytes("HTTP/1.1 418 I'm a teapot\r\nrEtRy-AfTer:  7 \r\nA: b\r\na: c\r\n\r\nbody");
    ResponseHead head = ResponseHead.read(in);

    assertThat(head.status()).isEqualTo(418);
    assertThat(head.reason()).isEqualTo("I'm a teapot");
    assertThat(head.header("Retry-After")).contains("7");
    assertThat(head.header("A")).contains("b, c");
    assertThat(head.header("Other")).isEmpty();
    assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("body");
  }

  @ParameterizedTest
  @DisplayName("is refused if it is not HTTP or is cut")
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 101",
        "HTTP/1.1 101 x\r\nA: b\r\n",
        ""
      })
  void notHttp(String head) {
    assertThatThrownBy(() -> ResponseHead.read(bytes(head))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @DisplayName("is refused if it does not end")
  @ValueSource(strings = {"x", "A: b\r\n"})
  void endless(String piece) {
    assertThatThrownBy(() -> ResponseHead.read(bytes("HTTP/1.1 101 x\r\n" + piece.repeat(100_000))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exceeds the limits");
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
