package btcfeed.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** A form of log lines. Pure. */
interface LogLineFormat {
  /** One event, with the line feed that ends it. */
  String line(Instant at, Level level, Said said);

  /**
   * What a line says.
   *
   * @param component who says it, where it is not the feed itself: a library's short name
   * @param message already free of secrets and of line breaks
   * @param fields particulars for machines
   * @param cause the exception behind it, in one line
   * @param stackTrace the same in full, where it is a bug of ours or somebody is debugging
   */
  record Said(
      Optional<String> component,
      String message,
      List<LogMessage.Field> fields,
      Optional<String> cause,
      Optional<String> stackTrace) {}
}
