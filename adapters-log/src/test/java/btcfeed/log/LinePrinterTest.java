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

  private final ManualClock clock = new ManualClock();
  private final CapturedLog captured = new CapturedLog(clock);

  @Test
  @DisplayName("as text is time, level, message; a library's short name before its message")
  void text() {
    captured.logger("btcfeed.feed").info("All is well.");
    captured.logger(LIBRARY).warn("cannot reach {}", "h:1");
    List<String> lines = captured.lines();
    assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  All is well\\.");
    assertThat(lines.get(1))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  ConnectionWatchdog: cannot reach h:1");
  }

  @Test
  @DisplayName("of a library is printed once per minute and kind, then with a count")
  void libraries() {
    Logger redisson = captured.logger(LIBRARY);
    for (int i = 0; i < 60; i++) {
      redisson.warn("cannot reach {} after {} ms", "h:" + i, i);
      redisson.warn("attempt " + i + " failed");
    }
    captured.logger("io.netty.Other").warn("cannot reach {} after {} ms", "h", 1);
    assertThat(captured.lines()).hasSize(3);

    clock.advance(Duration.ofMinutes(1));
    redisson.warn("something else");
    assertThat(captured.lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith("reach h:59 after 59 ms (and 58 more like it)"),
            line -> assertThat(line).endsWith("attempt 59 failed (and 58 more like it)"),
            line -> assertThat(line).endsWith("something else"));
  }

  @Test
  @DisplayName("of a library has its exception's cause in the same line, and no stack trace")
  void cause() {
    captured
        .logger(LIBRARY)
        .warn("failed", new IOException("outer", new ConnectException("refused\nby h")));
    assertThat(captured.lines())
        .singleElement()
        .asString()
        .endsWith("ConnectionWatchdog: failed (ConnectException: refused\\nby h)");
  }

  @Test
  @DisplayName("of a bug of the feed has its stack trace below")
  void bug() {
    captured.logger("btcfeed.work").error("A step failed.", new IllegalStateException("oops"));
    assertThat(captured.lines())
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.contains("IllegalStateException: oops"))
        .anyMatch(line -> line.contains("at btcfeed.log.LinePrinterTest.bug"));
  }

  @Test
  @DisplayName("is one line, whatever the message")
  void oneLine() {
    captured.logger(LIBRARY).warn("a\nb\r\u001b[2J");
    captured.logger("btcfeed.feed").warn("a\n  b");
    assertThat(captured.lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("a\\nb\\r\\u001b[2J"),
            line -> assertThat(line).endsWith("a | b"));
  }

  @Test
  @DisplayName("has no password, in message, cause, stack trace or fields")
  void secrets() {
    CapturedLog redacted = new CapturedLog(clock, List.of("hunter22"), LogLine::json, true);
    redacted
        .logger(LIBRARY)
        .atWarn()
        .addKeyValue("password", "hunter22")
        .setCause(new IOException("redis://u:other@h with hunter22"))
        .log("tried hunter22");
    assertThat(redacted.lines())
        .singleElement()
        .asString()
        .contains("***")
        .doesNotContain("hunter22", "u:other");
  }

  @Test
  @DisplayName("as JSON is one object with time, level, event, message and the fields")
  void json() throws IOException {
    CapturedLog json = new CapturedLog(clock, List.of(), LogLine::json, false);
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
