package btcfeed.log;

import btcfeed.domain.time.Clock;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** A separate log that prints into memory. */
final class CapturedLog {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  CapturedLog(Clock clock) {
    this(clock, List.of());
  }

  CapturedLog(Clock clock, List<String> secrets) {
    this(clock, secrets, line -> line.text(ZoneOffset.UTC), false);
  }

  CapturedLog(
      Clock clock, List<String> secrets, Function<LogLine, String> lines, boolean debugging) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    LinePrinter printer = new LinePrinter(clock, lines, new Redactor(secrets), out, debugging);
    printer.setContext(context);
    printer.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(printer);
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  /** The lines printed since the last call. */
  List<String> lines() {
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    bytes.reset();
    return lines;
  }
}
