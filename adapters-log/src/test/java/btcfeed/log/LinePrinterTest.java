package btcfeed.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log line")
class LinePrinterTest {
  private static final String LIBRARY = "org.redisson.client.handler.ConnectionWatchdog";

  private final HandClock clock = new HandClock();
  private final Heard heard = new Heard(clock);

  @Test
  @DisplayName("as text is time, level, message; a library's short name before its message")
  void text() {
    heard.logger("btcfeed.feed").info("All is well.");
    heard.logger(LIBRARY).warn("cannot reach {}", "h:1");
    List<String> lines = heard.lines();
    assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  All is well\\.");
    assertThat(lines.get(1))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  ConnectionWatchdog: cannot reach h:1");
  }

  @Test
  @DisplayName("of a library comes once a minute per kind, then with the number not said")
  void libraries() {
    Logger redisson = heard.logger(LIBRARY);
    for (int i = 0; i < 60; i++) {
      redisson.warn("cannot reach {} after {} ms", "h:" + i, i);
      redisson.warn("attempt " + i + " failed");
    }
    heard.logger("io.netty.Other").warn("cannot reach {} after {} ms", "h", 1);
    assertThat(heard.lines()).hasSize(3);

    clock.advance(Duration.ofMinutes(1));
    redisson.warn("something else");
    assertThat(heard.lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith("reach h:59 after 59 ms (and 58 more like it)"),
            line -> assertThat(line).endsWith("attempt 59 failed (and 58 more like it)"),
            line -> assertThat(line).endsWith("something else"));
  }

  @Test
  @DisplayName("of a library has its exception's cause in the same line, and no stack trace")
  void cause() {
    heard
        .logger(LIBRARY)
        .warn("failed", new IOException("outer", new ConnectException("refused\nby h")));
    assertThat(heard.lines())
        .singleElement()
        .asString()
        .endsWith("ConnectionWatchdog: failed (ConnectException: refused\\nby h)");
  }

  @Test
  @DisplayName("of a bug of ours has its stack trace below")
  void bug() {
    heard.logger("btcfeed.work").error("A step failed.", new IllegalStateException("oops"));
    assertThat(heard.lines())
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.contains("IllegalStateException: oops"))
        .anyMatch(line -> line.contains("at btcfeed.log.LinePrinterTest.bug"));
  }

  @Test
  @DisplayName("is one line, whatever a message holds")
  void oneLine() {
    heard.logger(LIBRARY).warn("a\nb\r\u001b[2J");
    heard.logger("btcfeed.feed").warn("a\n  b");
    assertThat(heard.lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("a\\nb\\r\\u001b[2J"),
            line -> assertThat(line).endsWith("a | b"));
  }

  @Test
  @DisplayName("has no password in it, in message, cause, stack trace or particulars")
  void secrets() {
    Heard careful = new Heard(clock, List.of("hunter22"), new JsonLines(), true);
    careful
        .logger(LIBRARY)
        .atWarn()
        .addKeyValue("password", "hunter22")
        .setCause(new IOException("redis://u:other@h with hunter22"))
        .log("tried hunter22");
    assertThat(careful.lines())
        .singleElement()
        .asString()
        .contains("***")
        .doesNotContain("hunter22", "u:other");
  }

  @Test
  @DisplayName("as JSON is one object with time, level, event, message and the particulars")
  void json() throws IOException {
    Heard json = new Heard(clock, List.of(), new JsonLines(), false);
    json.logger("btcfeed.feed")
        .atWarn()
        .addKeyValue("event", "gap_open")
        .addKeyValue("from_id", 5L)
        .addKeyValue("sample", "\"\\\n\t\u0001\u2028\ud800\u00e9")
        .addKeyValue("message", "cannot replace the message")
        .log("Trades are \"missing\".");
    json.logger(LIBRARY).warn("lost", new IOException("why"));
    List<String> lines = json.lines();
    assertThat(lines).hasSize(2);
    Map<String, String> first = parse(lines.get(0));
    assertThat(Instant.parse(first.get("time"))).isNotNull();
    assertThat(first)
        .containsEntry("level", "WARN")
        .containsEntry("event", "gap_open")
        .containsEntry("message", "Trades are \"missing\".")
        .containsEntry("from_id", "5")
        .containsEntry("sample", "\"\\\n\t\u0001\u2028\ud800\u00e9");
    assertThat(lines.get(0)).contains("\"from_id\":5");
    assertThat(parse(lines.get(1)))
        .containsEntry("event", "log")
        .containsEntry("component", "ConnectionWatchdog")
        .containsEntry("cause", "IOException: why");
  }

  private static Map<String, String> parse(String line) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        assertThat(members.put(name, parser.getText())).as("%s twice", name).isNull();
      }
      assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
    }
    return members;
  }
}
