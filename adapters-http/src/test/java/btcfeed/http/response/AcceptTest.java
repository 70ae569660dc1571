package btcfeed.http.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The Accept header")
class AcceptTest {
  private static final List<String> OFFERS =
      List.of("application/json", "text/plain", "application/openmetrics-text");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                                         | application/json
          application/json                                            | application/json
          APPLICATION/JSON                                            | application/json
          application/*                                               | application/json
          text/plain                                                  | text/plain
          text/*                                                      | text/plain
          text/plain;version=0.0.4                                    | text/plain
          text/plain, */*                                             | text/plain
          text/plain;q=0.5, */*                                       | application/json
          text/plain;q=0.5, */*;q=0.1                                 | text/plain
          application/json, text/plain, */*                           | application/json
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/json
          application/openmetrics-text                                | application/openmetrics-text
          application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | application/openmetrics-text
          application/vnd.google.protobuf;encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | application/openmetrics-text
          application/vnd.google.protobuf;encoding=delimited          | nothing
          application/json;q=0, */*                                   | text/plain
          application/json;q=0, text/plain;q=0, */*;q=0.1             | application/openmetrics-text
          application/json;q=0.1, text/plain;q=0.2                    | text/plain
          text/plain;q=0.9, application/json;q=0.900                  | application/json
          text/plain ; q=0.2 , application/json ; q=0.1               | text/plain
          nonsense, text/plain                                        | text/plain
          text/plain;q=2, application/json;q=0.1                      | application/json
          /, ;, a/, /b, ,                                             | application/json
          image/png                                                   | nothing
          */*;q=0                                                     | nothing
          text/html;q=1.0                                             | nothing
          """)
  @DisplayName("decides the format by quality, then specificity, then the server's order")
  void choice(String accept, String chosen) {
    assertThat(Accept.parse(List.of(accept)).choose(OFFERS).orElse("nothing")).isEqualTo(chosen);
  }

  @Test
  @DisplayName("several header fields count as one")
  void severalFields() {
    Accept accept = Accept.parse(List.of("application/json;q=0.1", "text/plain"));

    assertThat(accept.choose(OFFERS)).contains("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", ";;;", ",", "/", ";q=1", "a", " ; q=0.5 , ;"})
  @DisplayName("a header without any valid range accepts anything")
  void noValidRange(String accept) {
    assertThat(Accept.parse(List.of(accept)).choose(OFFERS)).contains("application/json");
  }

  @Test
  @DisplayName("no header accepts anything")
  void noHeader() {
    assertThat(Accept.parse(List.of()).choose(OFFERS)).contains("application/json");
  }

  @Test
  @DisplayName("of 10,000 ranges only 32 are read")
  void bounded() {
    assertThat(Accept.parse(List.of("a/b,".repeat(10_000))).ranges()).hasSize(32);
  }
}
