package btcfeed.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

// All tests in this process share the log.
@Isolated
@DisplayName("The log of the process")
class LoggingTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private Logging start(Level level) {
    return Logging.start(new LogOptions(LogFormat.TEXT, level), List.of(), new ManualClock(), out);
  }

  private List<String> captured() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  @DisplayName("includes every logging interface, with warnings of libraries")
  void interfaces() {
    try (Logging _ = start(Level.INFO)) {
      for (String name : List.of("btcfeed.feed", "some.Library")) {
        LoggerFactory.getLogger(name).info("slf4j info " + name);
        LoggerFactory.getLogger(name).warn("slf4j warn " + name);
      }
      java.util.logging.Logger.getLogger("some.Jul").info("jul info");
      java.util.logging.Logger.getLogger("some.Jul").warning("jul warn");
      System.getLogger("some.System").log(System.Logger.Level.INFO, "system info");
      System.getLogger("some.System").log(System.Logger.Level.WARNING, "system warn");
    }
    assertThat(captured())
        .extracting(line -> line.substring("00:00:00.000 ".length()))
        .containsExactly(
            "INFO  slf4j info btcfeed.feed",
            "WARN  slf4j warn btcfeed.feed",
            "WARN  Library: slf4j warn some.Library",
            "WARN  Jul: jul warn",
            "WARN  System: system warn");
  }

  @Test
  @DisplayName("follows the configured level")
  void levels() {
    try (Logging _ = start(Level.ERROR)) {
      LoggerFactory.getLogger("btcfeed.feed").warn("ours");
      LoggerFactory.getLogger("some.Library").warn("theirs");
    }
    assertThat(captured()).isEmpty();
    try (Logging _ = start(Level.DEBUG)) {
      LoggerFactory.getLogger("btcfeed.feed").debug("ours");
      LoggerFactory.getLogger("some.Library").info("theirs");
      LoggerFactory.getLogger("some.Library").debug("not theirs");
    }
    assertThat(captured()).hasSize(2);
  }

  @Test
  @DisplayName(
      "omits connection errors of the libraries for Redis and Kafka, which the feed reports, unless"
          + " debugging")
  void reportedByFeed() {
    try (Logging _ = start(Level.INFO)) {
      logLibraryErrors();
    }
    assertThat(captured()).isEmpty();
    try (Logging _ = start(Level.DEBUG)) {
      logLibraryErrors();
    }
    assertThat(captured()).hasSize(2).allSatisfy(it -> assertThat(it).contains("no trust"));
  }

  private static void logLibraryErrors() {
    for (String name :
        List.of(
            "org.redisson.client.handler.ErrorsLoggingHandler",
            "org.apache.kafka.clients.NetworkClient")) {
      LoggerFactory.getLogger(name).error("no trust");
    }
  }

  @Test
  @Timeout(120)
  @DisplayName("never waits for an output that is not read")
  void stuckOutput() {
    CountDownLatch stuck = new CountDownLatch(1);
    OutputStream blocked =
        new OutputStream() {
          @Override
          public void write(int b) {
            try {
              stuck.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Logging log =
        Logging.start(
            new LogOptions(LogFormat.TEXT, Level.INFO),
            List.of(),
            new ManualClock(),
            new PrintStream(blocked, true, StandardCharsets.UTF_8));
    for (int i = 0; i < 3 * Logging.QUEUE; i++) {
      LoggerFactory.getLogger("btcfeed.feed").info("line");
    }
    stuck.countDown();
    log.close();
  }
}
