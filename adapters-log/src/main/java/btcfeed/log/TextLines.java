package btcfeed.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.Level;

/** Lines for people: {@code 03:14:15.926 WARN The primary store cannot be reached: ...}. */
final class TextLines implements LogLineFormat {
  private final DateTimeFormatter time;

  TextLines(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public String line(Instant at, Level level, Said said) {
    StringBuilder line = new StringBuilder();
    line.append(time.format(at)).append(' ').append(level);
    line.append(" ".repeat(6 - level.toString().length()));
    said.component().ifPresent(name -> line.append(name).append(": "));
    line.append(said.message());
    said.cause().ifPresent(cause -> line.append(" (").append(cause).append(')'));
    said.stackTrace().ifPresent(trace -> line.append('\n').append(trace.stripTrailing()));
    return line.append('\n').toString();
  }
}
