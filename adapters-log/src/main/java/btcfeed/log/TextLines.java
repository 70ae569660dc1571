package btcfeed.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.Level;

/** Readable lines: {@code 03:14:15.926 WARN The primary store cannot be reached: ...}. */
final class TextLines implements LogLineFormat {
  private final DateTimeFormatter time;

  TextLines(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public String line(Instant at, Level level, Line content) {
    StringBuilder line = new StringBuilder();
    line.append(time.format(at)).append(' ').append(level);
    line.append(" ".repeat(6 - level.toString().length()));
    content.component().ifPresent(name -> line.append(name).append(": "));
    line.append(content.message());
    content.cause().ifPresent(cause -> line.append(" (").append(cause).append(')'));
    content.stackTrace().ifPresent(trace -> line.append('\n').append(trace.stripTrailing()));
    return line.append('\n').toString();
  }
}
