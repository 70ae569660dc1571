package btcfeed.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** A format of log lines. Pure. */
interface LogLineFormat {
  /** Formats one event, with the final line feed. */
  String line(Instant at, Level level, Line line);

  /**
   * The content of a line.
   *
   * @param component the short name of the library that logs; empty for the feed itself
   * @param message without secrets and line breaks
   * @param fields values for programs
   * @param cause the exception, in one line
   * @param stackTrace the full exception, for a bug of the feed or while debugging
   */
  record Line(
      Optional<String> component,
      String message,
      List<LogMessage.Field> fields,
      Optional<String> cause,
      Optional<String> stackTrace) {}
}
